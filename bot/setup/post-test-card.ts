import type { Bot } from '#bot/bot.ts'
import { context } from '#bot/card/card.ts'
import { outcomeOf } from '#bot/outbox/outcome.ts'
import { fallback } from '#bot/text/plain.ts'
import { perform, read } from '#core/app.ts'
import { channelProblem } from '#core/slack/setup.ts'
import { teamInSlack } from '#core/slack/setup-team.ts'
import { concludeTestCard } from '#core/slack/setup-test.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { lookAtChannel } from './look-at-channel.ts'

/** Posts a card in a team's channel that says what it is, and writes down how that went, in words. */
export async function postTestCard(bot: Bot, teamId: TeamId): Promise<void> {
  const { name, slackChannel } = await read(bot.app, null, (db) => teamInSlack(db, teamId))
  if (!slackChannel) return
  const why = await post(bot, teamId, slackChannel, name).catch((error: unknown) => {
    bot.app.log.warn({ err: error, team: teamId }, 'Slack did not take a test card')
    const outcome = outcomeOf(error, slackChannel)
    return 'reason' in outcome ? outcome.reason : 'Slack did not take it. Try again.'
  })
  await perform(bot.app, null, (work) => concludeTestCard(work, teamId, why))
}

/** Null: it stands there. */
async function post(bot: Bot, teamId: TeamId, named: string, team: string): Promise<string | null> {
  const channel = await lookAtChannel(bot, teamId)
  const client = channel && (await bot.clientOf(channel.workspaceId))
  if (!client || channel.isArchived || (channel.isPrivate && !channel.isMember))
    return channelProblem(named, channel ? { ...channel, problem: null } : null)
  const words = `This is a test. Cards of the tickets of ${team} appear here.`
  await client.chat.postMessage({
    channel: channel.id,
    text: fallback(words),
    blocks: [context(words)],
    unfurl_links: false,
    unfurl_media: false,
  })
  return null
}
