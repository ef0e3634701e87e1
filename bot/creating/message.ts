import type { ConversationsRepliesArguments, WebClient } from '@slack/web-api'
import { z } from 'zod'
import { errorCode } from '#bot/outbox/outcome.ts'
import type { Written } from '#bot/text/from-slack.ts'
import { readable } from '#bot/text/named.ts'
import { oneLine } from '#bot/text/plain.ts'
import type { Reader } from '#core/app.ts'

const SlackFile = z.object({
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
})
export type SlackFile = z.output<typeof SlackFile>

/** A message that a person wrote. What bots post, edits, joins and all else does not fit. */
export const PersonMessage = z.object({
  subtype: z.enum(['thread_broadcast', 'file_share']).optional(),
  bot_id: z.never().optional(),
  user: z.string(),
  ts: z.string().regex(/^\d+\.\d+$/),
  thread_ts: z.string().optional(),
  text: z.string().default(''),
  blocks: z.unknown().optional(),
  files: z.array(SlackFile).default([]),
})
export type PersonMessage = z.output<typeof PersonMessage>

/** The message that a conversation hangs on: its thread's first, or it itself. */
export function rootOf({ ts, thread_ts }: PersonMessage): string {
  return thread_ts ?? ts
}

/** A message at its place; undefined: there is none that a person wrote. */
export async function messageAt(
  client: WebClient,
  channel: string,
  ts: string,
): Promise<PersonMessage | undefined> {
  const only = { channel, oldest: ts, latest: ts, inclusive: true, limit: 10 }
  const here = (messages: { ts?: string }[] = []) => messages.find((one) => one.ts === ts)
  const found =
    here((await client.conversations.history(only)).messages) ??
    here(await inThread(client, { ...only, ts }))
  return PersonMessage.safeParse(found).data
}

async function inThread(client: WebClient, asked: ConversationsRepliesArguments) {
  try {
    return (await client.conversations.replies(asked)).messages
  } catch (error) {
    if (errorCode(error) === 'thread_not_found') return undefined // Deleted.
    throw error
  }
}

/** What a message says, in text and in HTML. */
export async function wordsOf(
  db: Reader,
  workspaceId: string,
  { blocks, text }: Pick<PersonMessage, 'blocks' | 'text'>,
): Promise<Partial<Written> & { text: string }> {
  return (await readable(db, workspaceId, blocks)) ?? { text: unescaped(text) }
}

/** The first line, as a subject. */
export function subjectOf(text: string): string {
  const first = text.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line)) ?? ''
  return oneLine(first, 120)
}

/** Messages without blocks say who is meant by ids alone; their escapes are undone, and nothing else. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
