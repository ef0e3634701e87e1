import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slackChannels, slackPosts, slackThreads, slackWorkspaces } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { type Closing, closings } from './channel-problems.ts'

/** A channel of a workspace. */
export interface ChannelPlace {
  workspaceId: string
  channelId: string
}

type Channel = typeof slackChannels.$inferSelect
export type KnownChannel = Pick<
  Channel,
  'workspaceId' | 'id' | 'name' | 'isPrivate' | 'isArchived' | 'isMember'
>

/**
 * What Slack says about a channel. What is told in one that is archived waits; once the bot is in it again, what waits or
 * could not be posted there is.
 */
export async function keepChannel(work: Work, channel: KnownChannel): Promise<void> {
  const { workspaceId, id, ...about } = channel
  const reachable = about.isMember && !about.isArchived
  const opened = reachable ? { problem: null, closedAt: null, deletedAt: null } : {}
  await work.tx
    .insert(slackChannels)
    .values(channel)
    .onConflictDoUpdate({
      target: [slackChannels.workspaceId, slackChannels.id],
      set: { ...about, ...opened },
    })
  if (about.isArchived) await closeChannel(work, { workspaceId, channelId: id }, 'archived')
  if (!reachable) return
  const here = work.tx
    .select({ id: slackThreads.id })
    .from(slackThreads)
    .where(and(eq(slackThreads.workspaceId, workspaceId), eq(slackThreads.channelId, id)))
  await work.tx
    .update(slackPosts)
    .set({ state: 'waiting', attempts: 0, reason: null })
    .where(and(eq(slackPosts.state, 'failed'), inArray(slackPosts.threadId, here)))
  askToSend(work, { workspaceId, channelId: id })
}

/**
 * Nothing is tried in a channel any more, and what is told there waits, until the bot is in it again; of one that was
 * deleted nothing waits.
 */
export async function closeChannel(work: Work, place: ChannelPlace, why: Closing): Promise<void> {
  const [known] = await work.tx
    .update(slackChannels)
    .set({
      closedAt: work.now,
      ...(why !== 'archived' && { isMember: false }),
      ...(why === 'deleted' && { deletedAt: work.now }),
    })
    .where(isChannel(place))
    .returning({ name: slackChannels.name })
  const problem = closings[why](`#${known?.name}`)
  await work.tx.update(slackChannels).set({ problem }).where(isChannel(place))
  if (why === 'deleted') askToSend(work, place)
}

export function isChannel({ workspaceId, channelId }: ChannelPlace) {
  return and(eq(slackChannels.workspaceId, workspaceId), eq(slackChannels.id, channelId))
}

/** The channel of a thread, in a join. */
export function isChannelOf({ workspaceId, channelId }: typeof slackThreads) {
  return and(eq(slackChannels.workspaceId, workspaceId), eq(slackChannels.id, channelId))
}

export function askToSend(work: Work, place: ChannelPlace, startAfter?: Date): void {
  const { workspaceId: workspace, channelId: channel } = place
  const when = startAfter && startAfter > work.now ? { startAfter } : {}
  const singletonKey = `${workspace}/${channel}`
  work.enqueue('slack.send', { workspace, channel }, { singletonKey, ...when })
}

/** The Slack channel of a ticket's team, as its manager wrote it: an id or a name. Null: it does not work in Slack. */
export async function channelWanted(db: Reader, id: TicketId): Promise<string | null> {
  const [found] = await db
    .select({ channel: teams.slackChannel })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .where(eq(tickets.id, id))
  return found?.channel?.replace(/^#/, '').trim() || null
}

/**
 * A channel we know and that was not deleted, by id or by name, in a workspace that is connected. Of several with one
 * name it is one that can be written to, in the workspace that was connected first.
 */
export async function channelNamed(db: Reader, named: string): Promise<Channel | undefined> {
  const [found] = await db
    .select({ channel: slackChannels })
    .from(slackChannels)
    .innerJoin(slackWorkspaces, eq(slackWorkspaces.id, slackChannels.workspaceId))
    .where(
      and(
        isNull(slackWorkspaces.disconnectedAt),
        isNull(slackChannels.deletedAt),
        or(eq(slackChannels.id, named), eq(slackChannels.name, named.toLowerCase())),
      ),
    )
    .orderBy(
      desc(eq(slackChannels.id, named)),
      desc(isNull(slackChannels.closedAt)),
      asc(slackWorkspaces.connectedAt),
      asc(slackChannels.workspaceId),
      asc(slackChannels.id),
    )
    .limit(1)
  return found?.channel
}

/** Asks again in every channel where something has waited for two minutes: after a crash nothing is forgotten. */
export async function sweepChannels(work: Work): Promise<void> {
  const longAgo = new Date(work.now.getTime() - 120_000)
  const waiting = await work.tx
    .selectDistinct({ workspaceId: slackThreads.workspaceId, channelId: slackThreads.channelId })
    .from(slackPosts)
    .innerJoin(slackThreads, eq(slackThreads.id, slackPosts.threadId))
    .innerJoin(slackChannels, isChannelOf(slackThreads))
    .where(
      and(
        eq(slackPosts.state, 'waiting'),
        lt(slackPosts.wantedAt, longAgo),
        or(isNull(slackChannels.closedAt), isNotNull(slackChannels.deletedAt)),
      ),
    )
  for (const place of waiting) askToSend(work, place)
}
