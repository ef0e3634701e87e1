import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { PersonMessage, rootOf, wordsOf } from '#bot/creating/message.ts'
import type { Heard } from '#bot/intake/dispatch.ts'
import { actFor, heardIn } from '#bot/listeners/act.ts'
import { meetNamed } from '#bot/text/named.ts'
import { whisper } from '#bot/whisper.ts'
import { perform, type Reader, read } from '#core/app.ts'
import { editFromSlack, type Kind, kindOf } from '#core/slack/edits.ts'
import { linkOrHold, type SlackLink } from '#core/slack/link-of.ts'
import { personInSlack } from '#core/slack/requests-people.ts'
import { isHeard } from '#core/slack/where-heard.ts'
import { gestureIn, withoutMark } from './gesture.ts'
import { ifRefused } from './if-refused.ts'
import { lateEdit } from './late-edit-words.ts'

/** A message that its author has changed. Unfurled links and new answers change it too, and are no edit. */
const Edit = z.object({
  subtype: z.literal('message_changed'),
  channel: z.string(),
  message: PersonMessage.extend({ edited: z.object({ ts: z.string() }) }),
})
type Edit = z.output<typeof Edit>

/** What people change of what they have written, in agents' threads and in those of requesters. */
export function edits(bot: Bot): void {
  bot.bolt.message(async ({ message: told, client, context }) => {
    const { data: edit } = Edit.safeParse(told)
    if (!edit) return
    const heard = heardIn(context)
    const place = { workspaceId: heard.workspaceId, channelId: edit.channel }
    const { ts, edited } = edit.message
    const root = { ...place, ts: rootOf(edit.message) }
    if (!(await read(bot.app, null, (db) => isHeard(db, root)))) return
    const mark = { ts: edited.ts, told: heard.toldKey }
    const link = await perform(bot.app, null, (work) => linkOrHold(work, { ...place, ts }, mark))
    if (link) await take(bot, client, heard, edit, link)
  })
}

async function take(bot: Bot, client: WebClient, heard: Heard, edit: Edit, link: SlackLink) {
  const { workspaceId, toldKey: told } = heard
  const { user, ts, edited } = edit.message
  const mark = { ts: edited.ts, told }
  await meetNamed(bot, client, workspaceId, edit.message.blocks)
  const { kind, said, requester } = await read(bot.app, null, async (db) => {
    const kind = await kindOf(db, link.messageId)
    const said = await readsNow(db, workspaceId, edit, kind)
    return { kind, said, requester: await personInSlack(db, workspaceId, user) }
  })
  if (kind === 'heard') {
    if (!requester) return
    await perform(bot.app, null, (work) => editFromSlack(work, link, mark, said, requester)).catch(
      ifRefused,
    )
    return
  }
  const { ticketId: ticket } = link
  const ear = { channel: edit.channel, user, thread_ts: rootOf(edit.message) }
  const key = `edit:${workspaceId}:${edit.channel}:${ts}:${edited.ts}`
  const deed = { user, ticket, ear, key }
  const done = await actFor(bot, client, heard, deed, async (work) => {
    const author = work.actor?.personId
    return author && editFromSlack(work, link, mark, said, author)
  })
  if (!done) return
  if (done.is === 'late') {
    const { words, blocks } = lateEdit(ticket, done.edit)
    await whisper(bot, client, ear, words, blocks)
  } else if (done.is === 'note' && said.text.startsWith('!'))
    await whisper(bot, client, ear, stillNote)
}

const stillNote =
  'This is still a note: an edit sends nothing. Use “Send to requester” in the menu of the message.'

/** What a message says now, without the mark that made it a note or an answer. */
async function readsNow(db: Reader, workspaceId: string, { message }: Edit, kind: Kind) {
  const words = await wordsOf(db, workspaceId, message)
  if (kind === 'note') return { text: withoutMark(words.text) }
  return kind === 'reply' ? gestureIn(words, { repliesByDefault: true }) : words
}

/** What an answer says after an edit that Slack has told of; undefined: it has told something else. */
export async function answerAfter(db: Reader, workspaceId: string, event: unknown) {
  const { data: edit } = Edit.safeParse(event)
  return edit && readsNow(db, workspaceId, edit, 'reply')
}
