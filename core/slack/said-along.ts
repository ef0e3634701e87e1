import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { EventKind } from '#core/audience.ts'
import { events } from '#db/schema/events.ts'
import { slackPosts } from '#db/schema/slack.ts'

type Post = typeof slackPosts.$inferSelect

const mostAlong = 11

/** What needs no more than a few words, and calls nobody. */
const brief = new Set<string>([
  'claimed',
  'assigned',
  'transferred',
  'prioritised',
  'moved',
  'resolved',
  'closed',
  'reopened',
  'snoozed',
  'woken',
  'merged',
  'unmerged',
] satisfies EventKind[])

/**
 * What is told in one post with another: brief things that wait in a row behind it, and what was told with it before.
 * The first of a row bears the mark, so that an attempt which nobody knows the end of is found, and then says all.
 */
export async function saidAlong(work: Work, post: Post): Promise<Post[]> {
  if (post.kind !== 'event' || post.messageId) return []
  const ofThread = work.tx
    .select({ post: slackPosts, kind: events.kind })
    .from(slackPosts)
    .innerJoin(
      events,
      and(
        eq(events.chain, sql`'ticket:' || ${slackPosts.ticketId}`),
        eq(events.place, slackPosts.place),
      ),
    )
    .$dynamic()
  const here = and(eq(slackPosts.threadId, post.threadId), eq(slackPosts.kind, 'event'))
  if (post.ts) {
    const told = and(here, eq(slackPosts.ts, post.ts), ne(slackPosts.id, post.id))
    return (await ofThread.where(told)).map((row) => row.post)
  }
  const [first, ...row] = await ofThread
    .where(and(here, eq(slackPosts.state, 'waiting'), isNull(slackPosts.ts)))
    .orderBy(asc(slackPosts.wantedAt), asc(slackPosts.id))
    .limit(mostAlong + 1)
  if (first?.post.id !== post.id || !brief.has(first.kind)) return []
  const end = row.findIndex(
    (one) => one.post.messageId || one.post.uncertainSince || !brief.has(one.kind),
  )
  return (end < 0 ? row : row.slice(0, end)).map((one) => one.post)
}
