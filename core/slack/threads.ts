import { and, eq, isNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import type { MessageId, SlackThreadId, TicketId } from '#db/schema/columns.ts'
import { slackLinks, slackPosts, slackThreads } from '#db/schema/slack.ts'
import type { ChannelPlace } from './channels.ts'
import { teamRepliesByDefault } from './reply-mode.ts'

export interface MessagePlace extends ChannelPlace {
  ts: string
}

export type SlackThread = typeof slackThreads.$inferSelect

/** The thread that hangs on a message, also one that has ended. */
export async function threadAt(db: Reader, place: MessagePlace): Promise<SlackThread | undefined> {
  const [thread] = await db
    .select()
    .from(slackThreads)
    .where(
      and(
        eq(slackThreads.workspaceId, place.workspaceId),
        eq(slackThreads.channelId, place.channelId),
        eq(slackThreads.ts, place.ts),
      ),
    )
  return thread
}

/** Where a ticket's agents talk now. */
export function agentThread(db: Reader, id: TicketId): Promise<SlackThread | undefined> {
  return threadOf(db, id, 'agent')
}

/** Where the requester of a ticket asked in Slack, and is answered. Undefined: not there. */
export function requesterThread(db: Reader, id: TicketId): Promise<SlackThread | undefined> {
  return threadOf(db, id, 'requester')
}

async function threadOf(db: Reader, id: TicketId, kind: SlackThread['kind']) {
  const [thread] = await db
    .select()
    .from(slackThreads)
    .where(
      and(eq(slackThreads.ticketId, id), eq(slackThreads.kind, kind), isNull(slackThreads.endedAt)),
    )
  return thread
}

/** Starts an agent thread; its card is posted first. `told`: events up to this place are not told in it. */
export async function startThread(
  work: Work,
  ticketId: TicketId,
  { workspaceId, channelId }: ChannelPlace,
  told: number,
): Promise<SlackThread> {
  const repliesByDefault = await teamRepliesByDefault(work.tx, ticketId)
  const place = { workspaceId, channelId }
  const [thread] = await work.tx
    .insert(slackThreads)
    .values({ ticketId, kind: 'agent', ...place, told, repliesByDefault, startedAt: work.now })
    .returning()
  if (!thread) throw new Error('Postgres returned no row for a new thread')
  await work.tx.insert(slackPosts).values({
    key: `card:${thread.id}`,
    kind: 'card',
    ticketId,
    threadId: thread.id,
    state: 'waiting',
    wantedAt: work.now,
  })
  return thread
}

export async function endThread(work: Work, id: SlackThreadId): Promise<void> {
  await work.tx.update(slackThreads).set({ endedAt: work.now }).where(eq(slackThreads.id, id))
}

/**
 * The message that a thread hung on is gone in Slack: it goes on under a new card, with what was not told yet. What
 * people still write under the old one is heard.
 */
export async function renewThread(work: Work, id: SlackThreadId): Promise<void> {
  const [old] = await work.tx
    .update(slackThreads)
    .set({ endedAt: work.now })
    .where(and(eq(slackThreads.id, id), isNull(slackThreads.endedAt)))
    .returning()
  if (!old) return
  const thread = await startThread(work, old.ticketId, old, old.told)
  await work.tx
    .update(slackPosts)
    .set({ threadId: thread.id })
    .where(
      and(
        eq(slackPosts.threadId, id),
        eq(slackPosts.state, 'waiting'),
        eq(slackPosts.kind, 'event'),
        isNull(slackPosts.ts),
      ),
    )
}

/** Remembers that a message was written in Slack, so that it is not told there again. */
export async function linkMessage(
  work: Work,
  place: MessagePlace,
  ticketId: TicketId,
  messageId: MessageId,
): Promise<void> {
  await inTurn(work, [turnOf(place)])
  const { workspaceId, channelId, ts } = place
  await work.tx.insert(slackLinks).values({ workspaceId, channelId, ts, ticketId, messageId })
}

/** Whether a thread hangs on a message is settled by one after the other. */
export function turnOfThread({ workspaceId, channelId, ts }: MessagePlace): string {
  return `slack-request:${workspaceId}:${channelId}:${ts}`
}

/** What is written at a place and what becomes of it there are heard one after the other. */
export function turnOf({ workspaceId, channelId, ts }: MessagePlace): string {
  return `slack-message:${workspaceId}:${channelId}:${ts}`
}
