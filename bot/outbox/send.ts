import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import type { Shown } from '#bot/card/card.ts'
import { shareOrGiveUp } from '#bot/writing/share-files.ts'
import { perform, read } from '#core/app.ts'
import { type ChannelPlace, channelNamed } from '#core/slack/channels.ts'
import { type ClaimedPost, claimPost } from '#core/slack/claim-post.ts'
import { concludePost, type PostEnd } from '#core/slack/conclude-post.ts'
import { messageOfFiles } from '#core/slack/requests-answers.ts'
import { disconnectWorkspace } from '#core/slack/workspaces.ts'
import { findPosted } from './find-posted.ts'
import { errorCode, isTokenDead, outcomeOf, StillUncertain } from './outcome.ts'
import { showReceipt } from './receipt.ts'
import { render } from './render.ts'

/** Slack's limits: a message a second in a channel; changes and reactions fifty a minute (its tier 3). */
const pauses = { post: 1000, change: 1250 }

const metadataType = 'deskwire'

/** Sends the oldest thing that waits for a channel. Asks for the next by itself. */
export async function sendNext(bot: Bot, place: ChannelPlace): Promise<void> {
  const client = await bot.clientOf(place.workspaceId)
  if (!client) return // What waits is sent when the workspace is connected again.
  const claim = await perform(bot.app, null, (work) => claimPost(work, place))
  if (claim) await sendClaimed(bot, client, claim)
}

/** Sends what was claimed. A worker that was away until its claim was over leaves it to whoever has it now. */
export async function sendClaimed(bot: Bot, client: WebClient, claim: ClaimedPost): Promise<void> {
  const place = claim.thread
  const outcome = await attempt(bot, client, claim).catch(async (error: unknown) => {
    if (error instanceof TooLate) return undefined
    const ended = outcomeOf(error, await nameOf(bot, place))
    if (isTokenDead(error)) await disconnect(bot, place.workspaceId)
    bot.app.log.warn({ post: claim.post.key, err: error, ended }, 'Slack did not take a post')
    return ended
  })
  if (!outcome) return
  if (await perform(bot.app, null, (work) => concludePost(work, claim, outcome))) return
  const about = { post: claim.post.key, ended: outcome }
  bot.app.log.warn(about, 'a post was taken over by another worker before this one had ended')
}

class TooLate extends Error {}

/** It is asked every minute from then on whether the token is good again; until then everything waits. */
function disconnect({ app }: Bot, workspaceId: string): Promise<void> {
  const problem = 'Slack does not take the token any more. Install the app again.'
  return perform(app, null, (work) => disconnectWorkspace(work, workspaceId, problem))
}

/** Where an earlier attempt made the post unheard. A look that fails leaves that as open as it was. */
async function lookFor(client: WebClient, claim: ClaimedPost): Promise<string | undefined> {
  try {
    return await findPosted(client, claim)
  } catch (error) {
    throw new StillUncertain(error)
  }
}

async function attempt(bot: Bot, client: WebClient, claim: ClaimedPost): Promise<PostEnd> {
  const { post, thread } = claim
  if (post.kind === 'receipt') {
    inTime(bot, claim)
    return { end: 'shown', receipt: await showReceipt(bot, client, claim), pauseMs: pauses.change }
  }
  const message = messageOfFiles(post.key)
  if (message) {
    const reason = await shareOrGiveUp(bot, client, claim, message)
    return reason ? { end: 'never', reason } : { end: 'shown', pauseMs: pauses.post }
  }
  const shown = await render(bot, claim)
  if (!shown) return { end: 'shown', pauseMs: 0 }
  const ts = post.ts ?? (await lookFor(client, claim))
  const { as, ...words } = shown
  const said = { channel: thread.channelId, ...words, ...mark(post.key) }
  inTime(bot, claim)
  if (ts) {
    await client.chat.update({ ...said, ts })
    return { end: 'shown', ts, pauseMs: pauses.change }
  }
  return {
    end: 'shown',
    ts: await postNew(client, { ...said, ...as }, claim),
    pauseMs: pauses.post,
  }
}

function inTime({ app }: Bot, { until }: ClaimedPost): void {
  if (app.clock() >= until) throw new TooLate()
}

/** Found again by this when nobody knows whether a post was made. */
export function mark(post: string) {
  return { metadata: { event_type: metadataType, event_payload: { post } } }
}

type Said = Shown & { channel: string } & ReturnType<typeof mark>

async function postNew(client: WebClient, said: Said, { post, thread }: ClaimedPost) {
  const inThread = post.kind === 'card' || !thread.ts ? {} : { thread_ts: thread.ts }
  return postIn(client, { ...said, ...inThread })
}

/** Posts where the bot is, or may let itself in. Returns Slack's name for the message. */
export async function postIn(client: WebClient, said: Said & { thread_ts?: string }) {
  const all = { ...said, unfurl_links: false, unfurl_media: false }
  try {
    return (await client.chat.postMessage(all)).ts
  } catch (error) {
    if (errorCode(error) !== 'not_in_channel') throw error
    await joinOr(error, client, said.channel)
    return (await client.chat.postMessage(all)).ts
  }
}

/** Public channels are open to the bot too; into a private one it must be invited. */
async function joinOr(error: unknown, client: WebClient, channel: string): Promise<void> {
  await client.conversations.join({ channel }).catch(() => {
    throw error
  })
}

async function nameOf(bot: Bot, { channelId }: ChannelPlace): Promise<string> {
  const known = await read(bot.app, null, (db) => channelNamed(db, channelId))
  return known ? `#${known.name}` : channelId
}
