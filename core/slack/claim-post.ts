import { and, asc, eq, isNotNull, or } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { slackChannels, slackPosts, slackThreads } from '#db/schema/slack.ts'
import { askToSend, type ChannelPlace, isChannel } from './channels.ts'
import { endDeleted } from './deleted-channels.ts'
import { saidAlong } from './said-along.ts'
import type { SlackThread } from './threads.ts'

export type Post = typeof slackPosts.$inferSelect

/** A post that is being sent, and the thread it is for. */
export interface ClaimedPost {
  post: Post
  along: Post[] // What is told with it, in one.
  thread: SlackThread
  uncertainSince: Date | null // An earlier attempt may have succeeded unheard.
  until: Date // From then on another may send it; no other claim of the channel ends then.
}

const leaseMs = 60_000

/** Ready to be sent: what hangs on a card waits for the card. */
export const isReady = and(
  eq(slackPosts.state, 'waiting'),
  or(eq(slackPosts.kind, 'card'), isNotNull(slackThreads.ts)),
)

/**
 * Claims the oldest thing that waits for a channel. A channel has one writer at a time and one call a second:
 * undefined when somebody else is writing, when it is too soon (it is asked for again then), or when nothing waits.
 */
export async function claimPost(work: Work, place: ChannelPlace): Promise<ClaimedPost | undefined> {
  const [channel] = await work.tx.select().from(slackChannels).where(isChannel(place)).for('update')
  if (channel?.deletedAt) await endDeleted(work, channel)
  if (!channel || channel.closedAt) return undefined // It is asked for again when it is opened.
  if (channel.lockedUntil && channel.lockedUntil > work.now) return undefined
  if (channel.nextAt && channel.nextAt > work.now) {
    askToSend(work, place, channel.nextAt)
    return undefined
  }
  const [next] = await work.tx
    .select({ post: slackPosts, thread: slackThreads })
    .from(slackPosts)
    .innerJoin(slackThreads, eq(slackThreads.id, slackPosts.threadId))
    .where(and(inChannel(place), isReady))
    .orderBy(asc(slackPosts.wantedAt), asc(slackPosts.id))
    .limit(1)
  if (!next) return undefined
  const { post, thread } = next
  const begun = post.uncertainSince ?? work.now
  await work.tx
    .update(slackPosts)
    .set({ attempts: post.attempts + 1, ...(!post.ts && { uncertainSince: begun }) })
    .where(eq(slackPosts.id, post.id))
  const lockedUntil = new Date(work.now.getTime() + leaseMs)
  await work.tx.update(slackChannels).set({ lockedUntil }).where(isChannel(place))
  const counted = { ...post, attempts: post.attempts + 1 }
  const along = await saidAlong(work, post)
  return { post: counted, along, thread, uncertainSince: post.uncertainSince, until: lockedUntil }
}

export function inChannel({ workspaceId, channelId }: ChannelPlace) {
  return and(eq(slackThreads.workspaceId, workspaceId), eq(slackThreads.channelId, channelId))
}
