import { setTimeout as pause } from 'node:timers/promises'
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { fetchFiles } from '#bot/creating/files.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { meetNamed, readable } from '#bot/text/named.ts'
import { oneLine } from '#bot/text/plain.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import { offerUndo } from '#bot/writing/undo.ts'
import { perform, read } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { isSendable } from '#core/people/address.ts'
import { Refusal } from '#core/refusal.ts'
import { askedIn } from './asked.ts'
import { type Filled, filledIn } from './filled.ts'
import { replyForm } from './form.ts'
import { earIn, keepForLater } from './keep-for-later.ts'
import { AskFirst, sendAnswer } from './send.ts'

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>

const patienceMs = 2000 // Slack waits three seconds for an answer.

/** Sends what stands in the form, once however often it comes back; what is not sent stays in it, with the reason. */
export async function submitReply(bot: Bot, { ack, body, view, client, context }: Args) {
  const explain = (why: string, field = 'cc') =>
    ack({ response_action: 'errors', errors: { [field]: oneLine(why, 1900) } })
  const asked = askedIn(view)
  if (!asked) return explain('This form is broken. Close it, and press Reply again.')
  const { workspaceId } = heardIn(context)
  const seat = await whoIs(bot, client, workspaceId, body.user.id)
  if (!seat.agent) return explain(whyNot(seat.why))
  const { agent } = seat
  const filled = filledIn(view, asked.round)
  const wrong = problemIn(filled, bot.app.clock())
  if (wrong) return explain(...wrong)
  await meetNamed(bot, client, workspaceId, [filled.words])
  const said = (await read(bot.app, null, (db) => readable(db, workspaceId, [filled.words]))) ?? {
    text: '',
    html: '',
  }

  const fetching = fetchFiles(bot, client.token, filled.files)
  const isLate = filled.files.length > 0 && (await isSlow(fetching))
  if (isLate) await ack() // The form is gone from then on; what it said is not.
  const { files, missing } = await fetching
  const answer = { ...said, files, cc: filled.cc, sendAt: filled.sendAt }
  const once = `slack:form:${view.id}`
  const ear = await earIn(bot, asked.ticket, body.user.id)
  const late = (why: string) =>
    keepForLater(bot, client, { ear, agent, once, why, ...asked }, answer)
  if (missing.length > 0) {
    const why = `Not all files could be fetched: ${missing.join(', ')}.`
    return isLate ? late(why) : explain(`Not sent. ${why} Take them out, or try again.`, 'files')
  }
  try {
    const { UNDO_SECONDS: undoSeconds } = bot.app.env
    const id = await perform(bot.app, agent, async (work) =>
      (await firstTime(work, once))
        ? sendAnswer(work, agent, asked, { ...answer, undoSeconds })
        : undefined,
    )
    if (!isLate) await ack()
    const words = filled.sendAt && 'Scheduled. Until it leaves it can be taken back.'
    if (id && ear) await offerUndo(bot, client, ear, asked.ticket, id, words)
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof AskFirst)) throw error
    if (isLate) return late(error.message)
    if (error instanceof Refusal) return explain(error.message, `words:${asked.round}`)
    const next = replyForm(error.facts, { round: asked.round })
    await ack({ response_action: 'update', view: next })
  }
}

/** What is wrong with what was typed, and the field to say it under. */
function problemIn({ cc, sendAt }: Filled, now: Date): [why: string, field: string] | undefined {
  const wrong = cc.find((address) => !isSendable(address))
  if (wrong !== undefined)
    return [`Mail cannot be sent to “${wrong}”. Give plain addresses, with commas between.`, 'cc']
  if (sendAt && sendAt <= now)
    return ['That moment has passed. Choose one to come, or none to send it now.', 'later']
  return undefined
}

function isSlow(fetching: Promise<unknown>): Promise<boolean> {
  return Promise.race([fetching.then(() => false), pause(patienceMs, true, { ref: false })])
}
