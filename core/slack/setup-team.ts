import { eq } from 'drizzle-orm'
import { asDesk, type Reader, type Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { type Changes, recordDesk } from '#core/timeline.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { type ChannelPlace, channelNamed } from './channels.ts'
import { knownChannel, watchChannel } from './requests-channels.ts'

const settings = { slackChannel: teams.slackChannel, repliesByDefault: teams.repliesByDefault }

export interface TeamInSlack {
  slackChannel: string | null // An id, or a name with or without #; null: the team does not work in Slack.
  repliesByDefault: boolean
}

export async function teamInSlack(db: Reader, id: TeamId) {
  const [team] = await db
    .select({ id: teams.id, name: teams.name, ...settings })
    .from(teams)
    .where(eq(teams.id, id))
  return team ?? refuse('not-found', { what: 'team' })
}

/**
 * Sets where and how a team works in Slack; what is not given stays. Slack is then asked about the channel. Tickets
 * move there with the next thing that happens to them: a queue that came at once would flood it. Only where the channel
 * before was deleted they come at once.
 */
export async function setTeamInSlack(
  work: Work,
  id: TeamId,
  { slackChannel, repliesByDefault }: Partial<TeamInSlack>,
): Promise<void> {
  requireManager(work, id)
  const { id: _, name, ...before } = await teamInSlack(work.tx, id)
  const channel = slackChannel && (await whichChannel(work, slackChannel))
  const after = {
    ...(channel !== undefined && { slackChannel: channel || null }),
    ...(repliesByDefault !== undefined && { repliesByDefault }),
  }
  const changes = changesBetween<TeamInSlack>(before, after)
  if (channel) work.enqueue('slack.look', { team: id })
  if (Object.keys(changes).length === 0) return
  await work.tx.update(teams).set(after).where(eq(teams.id, id))
  await recordDesk(work, 'team', id, 'slack_set', { name, changes })
}

/** A channel's id outlives its name, so where we know it, the id is kept. */
async function whichChannel(work: Work, named: string): Promise<string> {
  const wanted = named.trim().replace(/^#/, '')
  if (!/^[^\s#<>@]{1,80}$/.test(wanted))
    refuse('wrong-input', {
      why: 'Give a channel by its name, as #support, or by its id, as C0123ABCD.',
    })
  const known = await asDesk(work, () => channelNamed(work.tx, wanted)) // Managers see no workspaces.
  return known?.id ?? `#${wanted}`
}

/** Slack has told which channel a name means: from now on the team keeps to it, whatever it is called. */
export async function keepToChannel(
  work: Work,
  id: TeamId,
  named: string,
  channelId: string,
): Promise<void> {
  const team = await teamInSlack(work.tx, id)
  if (team.slackChannel !== named || named === channelId) return
  await work.tx.update(teams).set({ slackChannel: channelId }).where(eq(teams.id, id))
  const changes: Changes = { slackChannel: [named, channelId] }
  await recordDesk(work, 'team', id, 'slack_set', { name: team.name, changes })
}

/** Makes each message of a channel that the desk knows ask a team; null: no longer. For the managers of both teams. */
export async function watchKnown(
  work: Work,
  place: ChannelPlace,
  teamId: TeamId | null,
): Promise<void> {
  const channel = await asDesk(work, () => knownChannel(work.tx, place))
  if (!channel) refuse('not-found', { what: 'channel that the desk knows' })
  const { workspaceId, id, name, isPrivate, isArchived, isMember } = channel
  if (teamId && !isMember)
    refuse('wrong-input', {
      why: `The bot is not in #${name}. Type /invite @Deskwire there first.`,
    })
  await watchChannel(work, { workspaceId, id, name, isPrivate, isArchived, isMember }, teamId)
}
