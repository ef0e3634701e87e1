import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { findChannel } from '#bot/channel.ts'
import { errorCode, outcomeOf } from '#bot/outbox/outcome.ts'
import { perform, read } from '#core/app.ts'
import { claimNotice, type Notice } from '#core/notifications/claim.ts'
import { concludeInSlack, type NoticeEnd } from '#core/notifications/conclude.ts'
import { slackUserOf } from '#core/notifications/places.ts'
import { knownChannel } from '#core/slack/requests-channels.ts'
import type { NotificationId } from '#db/schema/columns.ts'
import { noticePost } from './post.ts'

const metadataType = 'deskwire'
const mostLookedAt = 100

/**
 * Tells one person in their own conversation with the bot, or a channel. A post whose answer got lost is looked for
 * by its mark before it is made again.
 */
export async function notifyInSlack(bot: Bot, id: NotificationId): Promise<void> {
  const notice = await perform(bot.app, null, (work) => claimNotice(work, id))
  if (!notice) return
  const ended = await attempt(bot, notice).catch((error: unknown): NoticeEnd => {
    bot.app.log.warn({ notification: id, err: error }, 'Slack did not take a notification')
    const outcome = outcomeOf(error, notice.slackChannel ?? 'their direct messages')
    if (outcome.end === 'later') return outcome
    return {
      end: 'never',
      reason: 'reason' in outcome ? outcome.reason : 'Slack knows no such conversation.',
    }
  })
  await perform(bot.app, null, (work) => concludeInSlack(work, notice, ended))
}

async function attempt(bot: Bot, notice: Notice): Promise<NoticeEnd> {
  const place = await placeOf(bot, notice)
  if (place?.closed) return { end: 'never', reason: place.closed }
  const client = place && (await bot.clientOf(place.workspaceId))
  if (!place || !client)
    return { end: 'never', reason: 'There is nobody, or no such channel, in Slack.' }
  const channel = place.channelId ?? (await openWith(client, place.userId))
  if (notice.attempt > 1 && (await stands(client, channel, notice))) return { end: 'sent' }
  const said = {
    channel,
    ...noticePost(bot.app.env, notice),
    metadata: { event_type: metadataType, event_payload: { post: keyOf(notice) } },
    unfurl_links: false,
    unfurl_media: false,
  }
  try {
    await client.chat.postMessage(said)
  } catch (error) {
    if (errorCode(error) !== 'not_in_channel') throw error
    await client.conversations.join({ channel })
    await client.chat.postMessage(said)
  }
  return { end: 'sent' }
}

type Place = { workspaceId: string } & (
  | { channelId: string; userId?: undefined; closed: string | null } // Why nothing can be told there.
  | { userId: string; channelId?: undefined; closed?: undefined }
)

async function placeOf(bot: Bot, notice: Notice): Promise<Place | undefined> {
  const { personId, slackChannel } = notice
  if (personId !== null) return read(bot.app, null, (db) => slackUserOf(db, personId))
  const channel = await findChannel(bot, (slackChannel ?? '').replace(/^#/, ''))
  if (!channel) return undefined
  const place = { workspaceId: channel.workspaceId, channelId: channel.id }
  const known = await read(bot.app, null, (db) => knownChannel(db, place))
  return { ...place, closed: known?.closedAt ? known.problem : null }
}

async function openWith(client: WebClient, users: string): Promise<string> {
  const { channel } = await client.conversations.open({ users })
  return String(channel?.id)
}

/** Whether an earlier attempt made it unheard. */
async function stands(client: WebClient, channel: string, notice: Notice): Promise<boolean> {
  const { messages = [] } = await client.conversations.history({
    channel,
    oldest: `${Math.floor(notice.createdAt.getTime() / 1000) - 300}.000000`,
    include_all_metadata: true,
    limit: mostLookedAt,
  })
  return messages.some(({ metadata }) =>
    JSON.stringify(metadata ?? {}).includes(`"${keyOf(notice)}"`),
  )
}

function keyOf({ id }: Notice): string {
  return `notification:${id}`
}
