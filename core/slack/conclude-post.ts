import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { slackChannels, slackLinks, slackPosts, slackThreads } from '#db/schema/slack.ts'
import { askToSend, type ChannelPlace, isChannel } from './channels.ts'
import { type ClaimedPost, inChannel, isReady } from './claim-post.ts'
import { hearHeldAnswers } from './held.ts'
import { endThread, renewThread, turnOfThread } from './threads.ts'

/** How an attempt ended; the reason is for people. Pauses hold for the whole channel. */
export type PostEnd =
  | { end: 'shown'; ts?: string; receipt?: string | null; pauseMs: number }
  | { end: 'later'; reason: string; pauseMs?: number; certain: boolean }
  | { end: 'never'; reason: string }
  | { end: 'closed'; reason: string } // Nor anything else in that channel.
  | { end: 'lost' } // What it is about is gone in Slack.

const maxAttempts = 40 // Slack may be away for half an hour.
const maxPauseMs = 60_000

/**
 * Writes down how an attempt ended, gives the channel free, and asks for the next when something waits.
 * @returns false: the claim was over and another has taken the channel since, so that nothing was changed
 */
export async function concludePost(
  work: Work,
  claim: ClaimedPost,
  outcome: PostEnd,
): Promise<boolean> {
  const { post, thread } = claim
  const card = post.kind === 'card' && outcome.end === 'shown' && outcome.ts
  if (card) await inTurn(work, [turnOfThread({ ...thread, ts: card })]) // First: who asks there waits for the channel.
  if (!(await holdClaim(work, claim))) return false
  const isCertain = outcome.end !== 'later' || outcome.certain
  const certainly = isCertain ? { uncertainSince: null } : {}
  if (outcome.end === 'shown') await shown(work, claim, outcome)
  else if (outcome.end === 'lost') await lost(work, claim)
  else if (outcome.end === 'closed' && !isDirect(thread))
    await work.tx
      .update(slackPosts)
      .set({ attempts: 0, reason: outcome.reason, ...certainly })
      .where(eq(slackPosts.id, post.id))
  else if (outcome.end === 'later' && post.attempts < maxAttempts)
    await work.tx
      .update(slackPosts)
      .set({ reason: outcome.reason, ...certainly })
      .where(eq(slackPosts.id, post.id))
  else
    await work.tx
      .update(slackPosts)
      .set({ state: 'failed', reason: outcome.reason, ...certainly })
      .where(allOf(claim))
  await release(work, thread, outcome, post.attempts)
  return true
}

/** Each claim ends at a moment of its own, by which whoever has the channel is known. */
async function holdClaim(work: Work, { thread, until }: ClaimedPost): Promise<boolean> {
  const [held] = await work.tx
    .select({ id: slackChannels.id })
    .from(slackChannels)
    .where(and(isChannel(thread), eq(slackChannels.lockedUntil, until)))
    .for('update')
  return held !== undefined
}

/** A conversation with one person cannot be opened by anybody else. */
function isDirect({ channelId }: ChannelPlace): boolean {
  return channelId.startsWith('D')
}

/** A post, and what was told with it. */
function allOf({ post, along }: ClaimedPost) {
  return inArray(
    slackPosts.id,
    [post, ...along].map(({ id }) => id),
  )
}

/** How often each of them had changed when it was claimed. */
function claimedChange({ post, along }: ClaimedPost) {
  const all = [post, ...along]
  const ids = sql.param(all.map(({ id }) => id))
  const wanted = sql.param(all.map((one) => one.wanted))
  return sql<number>`(select claimed.wanted from unnest(${ids}::int[], ${wanted}::int[]) as claimed (id, wanted)
    where claimed.id = slack_posts.id)`
}

async function shown(
  work: Work,
  claim: ClaimedPost,
  { ts, receipt }: PostEnd & { end: 'shown' },
): Promise<void> {
  const { post, thread } = claim
  const change = claimedChange(claim)
  const stale = sql`slack_posts.wanted > ${change}`
  await work.tx
    .update(slackPosts)
    .set({
      shown: change,
      state: sql`case when ${stale} then 'waiting' else 'shown' end::slack_post_state`,
      wantedAt: sql`case when ${stale} then ${work.now.toISOString()}::timestamptz else ${slackPosts.wantedAt} end`,
      attempts: 0,
      reason: null,
      uncertainSince: null,
      ...(ts && { ts }),
    })
    .where(allOf(claim))
  if (ts && post.kind === 'card') {
    await work.tx.update(slackThreads).set({ ts }).where(eq(slackThreads.id, thread.id))
    await hearHeldAnswers(work, { ...thread, ts })
  }
  if (receipt !== undefined && post.messageId)
    await work.tx
      .update(slackLinks)
      .set({ receipt })
      .where(eq(slackLinks.messageId, post.messageId))
}

/** A card that was deleted comes again, and the thread with it; anything else that was deleted stays away. */
async function lost(work: Work, claim: ClaimedPost): Promise<void> {
  const { post, thread } = claim
  const hangs = post.kind === 'card' || (post.kind === 'event' && !post.ts)
  const isAboutThread = hangs && thread.kind === 'agent'
  const movesAlong = isAboutThread && post.kind === 'event' && !thread.endedAt
  if (!movesAlong)
    await work.tx
      .update(slackPosts)
      .set({ state: 'failed', reason: 'It was deleted in Slack.', uncertainSince: null })
      .where(allOf(claim))
  if (isAboutThread) await renewThread(work, thread.id)
  else if (hangs) await endThread(work, thread.id) // What its requester wrote is gone.
}

async function release(work: Work, place: ChannelPlace, outcome: PostEnd, attempts: number) {
  const pauseMs =
    ('pauseMs' in outcome ? outcome.pauseMs : undefined) ??
    (outcome.end === 'later' ? Math.min(1000 * 2 ** attempts, maxPauseMs) : 1000)
  const nextAt = new Date(work.now.getTime() + pauseMs)
  // Shown just before the bot was taken out, it opens nothing.
  const still = sql`case when ${slackChannels.closedAt} is null then null else ${slackChannels.problem} end`
  const problem = outcome.end === 'shown' ? still : 'reason' in outcome ? outcome.reason : undefined
  const isClosed = outcome.end === 'closed' && !isDirect(place)
  await work.tx
    .update(slackChannels)
    .set({
      lockedUntil: null,
      nextAt,
      ...(problem !== undefined && { problem }),
      ...(isClosed && { closedAt: work.now }),
    })
    .where(isChannel(place))
  if (isClosed) return
  const [more] = await work.tx
    .select({ id: slackPosts.id })
    .from(slackPosts)
    .innerJoin(slackThreads, eq(slackThreads.id, slackPosts.threadId))
    .where(and(inChannel(place), isReady))
    .limit(1)
  if (more) askToSend(work, place, nextAt)
}
