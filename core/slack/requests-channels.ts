import { sql } from 'drizzle-orm'
import { asDesk, type Reader, type Work } from '#core/app.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { slackChannels } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { type ChannelPlace, isChannel, type KnownChannel, keepChannel } from './channels.ts'

/** A channel as we know it; undefined: not yet. */
export async function knownChannel(db: Reader, place: ChannelPlace) {
  const [channel] = await db.select().from(slackChannels).where(isChannel(place))
  return channel
}

/** The team that is asked in a channel: the one that watches it, else the one that works there. */
export async function teamAsked(db: Reader, place: ChannelPlace): Promise<TeamId | undefined> {
  const channel = await knownChannel(db, place)
  if (!channel || channel.watchTeamId) return channel?.watchTeamId ?? undefined
  const named = sql`lower(ltrim(trim(${teams.slackChannel}), '#'))`
  const [team] = await db
    .select({ id: teams.id })
    .from(teams)
    .where(sql`${named} in (${channel.id.toLowerCase()}, ${channel.name})`)
    .limit(1)
  return team?.id
}

/** From now on each message in a channel asks a team; null: no longer. For its managers. */
export async function watchChannel(
  work: Work,
  channel: KnownChannel,
  teamId: TeamId | null,
): Promise<void> {
  const before = (await knownChannel(work.tx, asPlace(channel)))?.watchTeamId ?? null
  for (const id of [before, teamId]) if (id) requireManager(work, id)
  if (before === teamId) return
  await asDesk(work, async () => {
    await keepChannel(work, channel)
    await work.tx
      .update(slackChannels)
      .set({ watchTeamId: teamId })
      .where(isChannel(asPlace(channel)))
  })
  const details = { channel: channel.name, changes: { watchTeamId: [before, teamId] as const } }
  await recordDesk(work, 'slack', channel.workspaceId, 'slack_channel_watched', details)
}

function asPlace({ workspaceId, id }: KnownChannel): ChannelPlace {
  return { workspaceId, channelId: id }
}
