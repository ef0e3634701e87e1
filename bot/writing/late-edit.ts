import type { BlockAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { heardIn, ticketIn } from '#bot/listeners/act.ts'
import { actOnPress, earOf } from '#bot/listeners/press.ts'
import { whisper } from '#bot/whisper.ts'
import { read } from '#core/app.ts'
import { readEvent } from '#core/slack/facts.ts'
import { toldAs } from '#core/slack/link-of.ts'
import { leaveAsSent, sendCorrection } from '#core/tickets/correct.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { answerAfter } from './edits.ts'
import { offerUndo } from './undo.ts'

/** *Send correction* and *Keep as it was*, under an edit that came after its answer had left. */
export function lateEdits(bot: Bot): void {
  bot.bolt.action<BlockAction>('edit.send', async (pressed) => {
    const { ack, body, payload, client, context } = pressed
    await ack()
    const { ticket, edit } = editIn(payload)
    if (!ticket) return
    const ear = earOf(body)
    const said = await wordsAfter(bot, heardIn(context).workspaceId, ticket, edit)
    if (!said) return whisper(bot, client, ear, tooLongAgo)
    const { UNDO_SECONDS: undoSeconds } = bot.app.env
    const id = await actOnPress(bot, pressed, ticket, (work) =>
      sendCorrection(work, ticket, edit, { ...said, undoSeconds }),
    )
    if (id) await offerUndo(bot, client, ear, ticket, id)
  })
  bot.bolt.action<BlockAction>('edit.leave', async (pressed) => {
    await pressed.ack()
    const { ticket, edit } = editIn(pressed.payload)
    if (!ticket) return
    await actOnPress(bot, pressed, ticket, (work) => leaveAsSent(work, ticket, edit))
  })
}

const tooLongAgo =
  'Not sent: what the edit said is not kept any more. Begin a new message with ! to correct it.'

/** What the edit said, as Slack told it then. Whether it may be sent is for the ticket to say. */
function wordsAfter(bot: Bot, workspaceId: string, ticket: TicketId, edit: number) {
  return read(bot.app, null, async (db) => {
    const event = await readEvent(db, ticket, edit)
    const told = await toldAs(db, String(event?.details.told))
    return told && answerAfter(db, workspaceId, told.payload.event)
  })
}

function editIn(payload: object): { ticket: TicketId | undefined; edit: number } {
  const value = 'value' in payload ? String(payload.value) : ''
  const [, edit] = /:(\d{1,9})$/.exec(value) ?? []
  return { ticket: edit ? ticketIn(value) : undefined, edit: Number(edit) }
}
