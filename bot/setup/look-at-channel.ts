import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { channelOf, findChannel } from '#bot/channel.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { perform, read } from '#core/app.ts'
import { type KnownChannel, keepChannel } from '#core/slack/channels.ts'
import { showAnewFor } from '#core/slack/deleted-channels.ts'
import { keepToChannel, teamInSlack } from '#core/slack/setup-team.ts'
import type { TeamId } from '#db/schema/columns.ts'

/**
 * Asks Slack about a team's channel as it is now, lets the bot in where it may let itself in, and remembers the channel
 * by its id. Undefined: the team has none, or Slack shows none of that name.
 */
export async function lookAtChannel(bot: Bot, teamId: TeamId): Promise<KnownChannel | undefined> {
  const { slackChannel: named } = await read(bot.app, null, (db) => teamInSlack(db, teamId))
  if (!named) return undefined
  const wanted = named.trim().replace(/^#/, '')
  bot.missing.delete(wanted) // Somebody waits for the answer, and may just have mended it.
  const found = await findChannel(bot, wanted)
  const client = found && (await bot.clientOf(found.workspaceId))
  if (!client) return undefined
  const now = await asItIs(client, found)
  await perform(bot.app, null, async (work) => {
    await keepChannel(work, now)
    await keepToChannel(work, teamId, named, now.id)
    await showAnewFor(work, teamId)
  })
  return now
}

async function asItIs(client: WebClient, known: KnownChannel): Promise<KnownChannel> {
  const { workspaceId, id: channel } = known
  try {
    const now = channelOf(workspaceId, (await client.conversations.info({ channel })).channel)
    if (now.isMember || now.isPrivate || now.isArchived) return now
    return channelOf(workspaceId, (await client.conversations.join({ channel })).channel)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'channel_not_found') return { ...known, isMember: false }
    if (code === 'missing_scope' || code === 'restricted_action') return known
    throw error
  }
}
