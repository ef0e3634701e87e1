import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { fetchFiles } from '#bot/creating/files.ts'
import { PersonMessage, wordsOf } from '#bot/creating/message.ts'
import type { Heard } from '#bot/intake/dispatch.ts'
import { meetNamed } from '#bot/text/named.ts'
import { whisper } from '#bot/whisper.ts'
import { type Gesture, gestureIn } from '#bot/writing/gesture.ts'
import { hearHeldEdit } from '#bot/writing/held-edit.ts'
import { offerUndo } from '#bot/writing/undo.ts'
import { read, type Work } from '#core/app.ts'
import { keepUnsent } from '#core/slack/keep-unsent.ts'
import { repliesByDefault } from '#core/slack/reply-mode.ts'
import { linkMessage, type SlackThread, threadAt } from '#core/slack/threads.ts'
import { goesOnIn } from '#core/tickets/merged.ts'
import type { AttachedFile } from '#core/tickets/messages.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { actFor, heardIn } from './act.ts'

/** A message that a person wrote into a thread. All else (edits, joins, bots, threads of nobody) is not for here. */
const InThread = PersonMessage.extend({ channel: z.string(), thread_ts: z.string() })
type InThread = z.output<typeof InThread>

/**
 * In an agent thread what people write is an internal note. A `!` before it sends it to the requester instead, once
 * it can no longer be taken back; where a team has its threads so, all is sent but what `//` keeps.
 */
export function threadMessages(bot: Bot): void {
  bot.bolt.message(async ({ message, client, context }) => {
    const { data: said } = InThread.safeParse(message)
    // Where we share files, Slack need not say that a bot did.
    if (!said || said.user === context.botUserId) return
    const heard = heardIn(context)
    const place = { workspaceId: heard.workspaceId, channelId: said.channel }
    const thread = await read(bot.app, null, (db) => threadAt(db, { ...place, ts: said.thread_ts }))
    if (thread?.kind !== 'agent') return
    await take(bot, client, heard, said, thread)
    await hearHeldEdit(bot, { ...place, ts: said.ts })
  })
}

async function take(
  bot: Bot,
  client: WebClient,
  heard: Heard,
  said: InThread,
  thread: SlackThread,
): Promise<void> {
  const { workspaceId } = heard
  const { channel, user, ts, thread_ts } = said
  const ear = { channel, user, thread_ts }
  await meetNamed(bot, client, workspaceId, said.blocks)
  const gesture = await read(bot.app, null, async (db) =>
    gestureIn(await wordsOf(db, workspaceId, said), {
      repliesByDefault: await repliesByDefault(db, thread),
    }),
  )
  const found = await fetchFiles(bot, client.token, said.files)
  const { ticketId } = thread
  const ticket = await read(bot.app, null, (db) => goesOnIn(db, ticketId))
  // By its place, not by the event: Slack may tell of one message under several names.
  const deed = { user, ticket, ear, key: `message:${workspaceId}:${channel}:${ts}` }
  const undoSeconds = bot.app.env.UNDO_SECONDS
  const messageId = await actFor(bot, client, heard, deed, async (work) => {
    const id = await keep(work, ticket, gesture, { ...found, undoSeconds })
    await linkMessage(work, { workspaceId, channelId: channel, ts }, ticketId, id)
    return id
  })
  if (!messageId || !gesture.sends) return
  if (found.missing.length === 0) return offerUndo(bot, client, ear, ticket, messageId)
  const why = `Not sent, as not all of its files could be fetched: ${found.missing.join(', ')}.`
  const next = 'What you wrote is kept as a note. Post it again, or answer in the console.'
  await whisper(bot, client, ear, `${why} ${next}`)
}

type Found = { files: AttachedFile[]; missing: string[]; undoSeconds: number }

/** What is meant for the requester leaves with all of its files, or not at all. */
function keep(
  work: Work,
  ticket: TicketId,
  { sends, text, html }: Gesture,
  { files, missing, undoSeconds }: Found,
): Promise<MessageId> {
  if (sends && missing.length === 0)
    return replyToTicket(work, ticket, { text, html, files, undoSeconds })
  const note = { text: [text, ...missing].join('\n').trim(), files }
  return sends
    ? keepUnsent(work, ticket, note, missing.join(', '))
    : noteOnTicket(work, ticket, note)
}
