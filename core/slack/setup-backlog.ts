import { and, count, eq, isNull, min, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import {
  slackChannels,
  slackInbox,
  slackPosts,
  slackThreads,
  slackWorkspaces,
} from '#db/schema/slack.ts'
import { isChannelOf } from './channels.ts'

export interface SlackBacklog {
  events: Record<'received' | 'done' | 'ignored' | 'failed', number> // Of the last month; `received` wait.
  posts: Record<'waiting' | 'failed', number> // Those that wait for a workspace or a channel to come back are not counted.
  oldestWaitingMs: number | null // Null: nothing waits.
  connected: number // Workspaces.
}

/** How far the desk is behind with Slack: what it was told and has not worked, and what it has not told yet. */
export async function slackBacklog(db: Reader, now: Date): Promise<SlackBacklog> {
  const states = await db
    .select({ state: slackInbox.state, count: count(), oldest: min(slackInbox.receivedAt) })
    .from(slackInbox)
    .groupBy(slackInbox.state)
  const of = (state: string) => states.find((row) => row.state === state)
  const [waiting] = await db
    .select({ count: count(), oldest: min(slackPosts.wantedAt) })
    .from(slackPosts)
    .innerJoin(slackThreads, eq(slackThreads.id, slackPosts.threadId))
    .innerJoin(slackWorkspaces, eq(slackWorkspaces.id, slackThreads.workspaceId))
    .innerJoin(slackChannels, isChannelOf(slackThreads))
    .where(
      and(
        eq(slackPosts.state, 'waiting'),
        isNull(slackWorkspaces.disconnectedAt),
        isNull(slackChannels.closedAt),
      ),
    )
  const oldest = [of('received')?.oldest, waiting?.oldest].flatMap((at) => at?.getTime() ?? [])
  return {
    events: {
      received: of('received')?.count ?? 0,
      done: of('done')?.count ?? 0,
      ignored: of('ignored')?.count ?? 0,
      failed: of('failed')?.count ?? 0,
    },
    posts: {
      waiting: waiting?.count ?? 0,
      failed: await db.$count(slackPosts, sql`state = 'failed'`),
    },
    oldestWaitingMs: oldest.length > 0 ? Math.max(0, now.getTime() - Math.min(...oldest)) : null,
    connected: await db.$count(slackWorkspaces, isNull(slackWorkspaces.disconnectedAt)),
  }
}

const lateMs = 10 * 60_000 // Slack itself may ask for a pause of a minute.

/** Whether somebody should look: nobody is told anything, or what waits has waited for long. */
export function isSlackLate({ connected, oldestWaitingMs }: SlackBacklog): boolean {
  return connected === 0 || (oldestWaitingMs ?? 0) > lateMs
}
