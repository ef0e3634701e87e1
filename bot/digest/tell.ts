import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import type { Shown } from '#bot/card/card.ts'
import { findChannel } from '#bot/channel.ts'
import { errorCode, outcomeOf } from '#bot/outbox/outcome.ts'
import { perform, read } from '#core/app.ts'
import { beginDigest, teamOfDigest } from '#core/slack/digest.ts'
import { anyAgentOf, readDigest } from '#core/slack/digest-numbers.ts'
import type { Day } from '#core/tickets/filter.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { digestWords } from './words.ts'

const metadataType = 'deskwire'
const mostLookedAt = 200

/** Tells a team in its channel how it stands, once a day. A team with nothing to tell is left in peace. */
export async function tellDigest(bot: Bot, teamId: TeamId, day: Day): Promise<void> {
  const { app } = bot
  const team = await read(app, null, (db) => teamOfDigest(db, teamId))
  const named = team?.channel?.replace(/^#/, '').trim()
  const channel = named ? await findChannel(bot, named) : undefined
  const client = channel && (await bot.clientOf(channel.workspaceId))
  if (!team || !channel || !client) return
  const digest = await read(app, anyAgentOf(teamId), (db) => readDigest(db, teamId, day))
  if (digest.open + digest.resolved + digest.answered === 0) return
  const key = `digest:${teamId}:${day}`
  const isFirst = await perform(app, null, (work) => beginDigest(work, key))
  if (!isFirst && (await stands(client, channel.id, key, day))) return
  const said = digestWords(app.env, { team, day, now: app.clock() }, digest)
  try {
    await post(client, channel.id, key, said)
  } catch (error) {
    if (outcomeOf(error, `#${channel.name}`).end === 'later') throw error // The job is tried again.
    app.log.warn({ err: error, team: teamId }, 'Slack did not take a digest')
  }
}

async function post(client: WebClient, channel: string, key: string, said: Shown) {
  const whole = {
    channel,
    ...said,
    metadata: { event_type: metadataType, event_payload: { post: key } },
    unfurl_links: false,
    unfurl_media: false,
  }
  try {
    await client.chat.postMessage(whole)
  } catch (error) {
    if (errorCode(error) !== 'not_in_channel') throw error
    await client.conversations.join({ channel }).catch(() => {
      throw error
    })
    await client.chat.postMessage(whole)
  }
}

/** Whether it was made though its answer got lost, or a process died: found by its mark. */
async function stands(client: WebClient, channel: string, key: string, day: Day): Promise<boolean> {
  const { messages = [] } = await client.conversations.history({
    channel,
    oldest: `${Date.parse(`${day}T00:00:00Z`) / 1000}.000000`,
    include_all_metadata: true,
    limit: mostLookedAt,
  })
  return messages.some(({ metadata }) => JSON.stringify(metadata ?? {}).includes(`"${key}"`))
}
