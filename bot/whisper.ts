import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Bot } from './bot.ts'
import { fallback } from './text/plain.ts'

export interface Ear {
  channel: string
  user: string
  thread_ts?: string | undefined
}

/** Tells one person alone. It is lost when it cannot be said: nothing depends on it. */
export async function whisper(
  bot: Bot,
  client: WebClient,
  { thread_ts, ...to }: Ear,
  words: string,
  blocks?: KnownBlock[],
): Promise<void> {
  const said = { ...to, text: fallback(words), ...(blocks && { blocks }) }
  await client.chat
    .postEphemeral(thread_ts ? { ...said, thread_ts } : said)
    .catch((err: unknown) => bot.app.log.warn({ err }, 'somebody in Slack could not be told'))
}
