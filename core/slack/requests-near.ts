import { and, desc, eq, isNull, notExists, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { slackPosts, slackThreads } from '#db/schema/slack.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { MessagePlace } from './threads.ts'

/** Messages by one person so close together are one request. */
const togetherSeconds = 120

/**
 * By the time of what was written: it may be read late, and in any order. What was asked by a form is whole; its thread
 * hangs on a card, and goes on there alone.
 */
export async function askedNear(
  work: Work,
  { workspaceId, channelId, ts }: MessagePlace,
  by: PersonId,
) {
  const apart = sql`abs(${slackThreads.ts}::numeric - ${ts}::numeric)`
  const card = work.tx
    .select({ id: slackPosts.id })
    .from(slackPosts)
    .where(and(eq(slackPosts.threadId, slackThreads.id), eq(slackPosts.kind, 'card')))
  const [near] = await work.tx
    .select({ ticketId: slackThreads.ticketId })
    .from(slackThreads)
    .innerJoin(tickets, eq(tickets.id, slackThreads.ticketId))
    .where(
      and(
        eq(slackThreads.workspaceId, workspaceId),
        eq(slackThreads.channelId, channelId),
        eq(slackThreads.kind, 'requester'),
        eq(tickets.requesterId, by),
        isNull(tickets.deletedAt),
        notExists(card),
        sql`${apart} <= ${togetherSeconds}`,
      ),
    )
    .orderBy(desc(slackThreads.id))
    .limit(1)
  return near?.ticketId
}
