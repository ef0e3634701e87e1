import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { type Ear, whisper } from '#bot/whisper.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { keepUnsent } from '#core/slack/keep-unsent.ts'
import { agentThread } from '#core/slack/threads.ts'
import type { Writing } from '#core/tickets/writing.ts'
import type { TicketId } from '#db/schema/columns.ts'

interface Unsent {
  ear: Ear | undefined
  agent: Agent
  ticket: TicketId
  once: string
  why: string
}

/** Keeps as a note what a form said that Slack has closed meanwhile, and tells its author why it was not sent. */
export async function keepForLater(
  bot: Bot,
  client: WebClient,
  { ear, agent, ticket, once, why }: Unsent,
  { text, html, files = [] }: Writing,
): Promise<void> {
  await perform(bot.app, agent, async (work) => {
    if (await firstTime(work, once)) await keepUnsent(work, ticket, { text, html, files }, why)
  })
  const next = 'What you wrote is kept as a note. Press Reply again, or send the note.'
  if (ear) await whisper(bot, client, ear, `Not sent. ${why} ${next}`)
}

/** Where somebody is told of a ticket: in its thread. Undefined: it has none. */
export async function earIn({ app }: Bot, id: TicketId, user: string): Promise<Ear | undefined> {
  const thread = await read(app, null, (db) => agentThread(db, id))
  if (!thread?.ts) return undefined
  return { channel: thread.channelId, user, thread_ts: thread.ts }
}
