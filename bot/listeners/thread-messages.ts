import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import type { Heard } from '#bot/intake/dispatch.ts'
import { fromSlack } from '#bot/text/from-slack.ts'
import { whisper } from '#bot/whisper.ts'
import { read } from '#core/app.ts'
import { namesInSlack } from '#core/slack/names.ts'
import { linkMessage, type SlackThread, threadAt } from '#core/slack/threads.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { actFor, heardIn } from './act.ts'

/** A message that a person wrote into a thread. All else (edits, joins, bots, threads of nobody) is not for here. */
const InThread = z.object({
  subtype: z.enum(['thread_broadcast', 'file_share']).optional(),
  bot_id: z.never().optional(),
  channel: z.string(),
  user: z.string(),
  ts: z.string(),
  thread_ts: z.string(),
  text: z.string().default(''),
  blocks: z.unknown().optional(),
  files: z.array(z.object({ name: z.string().nullish() })).default([]),
})
type InThread = z.output<typeof InThread>

/**
 * In an agent thread what people write is an internal note. A `!` before it sends it to the requester instead, once
 * it can no longer be taken back.
 */
export function threadMessages(bot: Bot): void {
  bot.bolt.message(async ({ message, client, context }) => {
    const { data: said } = InThread.safeParse(message)
    if (!said) return
    const heard = heardIn(context)
    const { workspaceId } = heard
    const at = { workspaceId, channelId: said.channel, ts: said.thread_ts }
    const thread = await read(bot.app, null, (db) => threadAt(db, at))
    if (thread?.kind === 'agent') await take(bot, client, heard, said, thread)
  })
}

async function take(
  bot: Bot,
  client: WebClient,
  heard: Heard,
  said: InThread,
  thread: SlackThread,
) {
  const { workspaceId } = heard
  const place = { workspaceId, channelId: said.channel, ts: said.ts }
  const ear = { channel: said.channel, user: said.user, thread_ts: said.thread_ts }
  const names = await read(bot.app, null, (db) => namesInSlack(db, workspaceId))
  const written = fromSlack(said.blocks, names) ?? { text: unescaped(said.text), html: undefined }
  const answer = answerIn(written)
  const ticket = thread.ticketId
  // By its place, not by the event: Slack may tell of one message under several names.
  const deed = {
    user: said.user,
    ticket,
    ear,
    key: `message:${workspaceId}:${said.channel}:${said.ts}`,
  }
  if (answer && said.files.length > 0)
    return whisper(
      bot,
      client,
      ear,
      'Not sent. Files cannot be sent from Slack: answer in the console, and add them there.',
    )
  const { UNDO_SECONDS: undoSeconds } = bot.app.env
  const messageId = await actFor(bot, client, heard, deed, async (work) => {
    const id = answer
      ? await replyToTicket(work, ticket, { ...answer, undoSeconds })
      : await noteOnTicket(work, ticket, { text: withFiles(written.text, said) })
    await linkMessage(work, place, ticket, id)
    return id
  })
  if (answer && messageId && undoSeconds > 0) {
    const words = `Leaves in ${undoSeconds} seconds.`
    await whisper(bot, client, ear, words, undo(words, ticket, messageId))
  }
}

type Answer = { text: string; html?: string | undefined }

/** What stands behind the `!`; undefined: it is a note. */
function answerIn({ text, html }: Answer): Answer | undefined {
  const [mark] = /^\s*!\s*/.exec(text) ?? []
  if (!mark) return undefined
  return { text: text.slice(mark.length), html: html?.replace(/!\s*/, '') }
}

/** Files stay in Slack; a note says that there are some. */
function withFiles(text: string, { files }: InThread): string {
  return [text, ...files.map(({ name }) => `📎 ${name || 'a file'} (in Slack)`)].join('\n').trim()
}

function undo(words: string, ticket: TicketId, message: MessageId): KnownBlock[] {
  return [
    { type: 'section', text: plainText(words) },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'ticket.undo',
          value: `${ticket}:${message}`,
          text: plainText('Undo'),
        },
      ],
    },
  ]
}

/** For messages that come without blocks. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
