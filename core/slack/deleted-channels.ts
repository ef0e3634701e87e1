import {
  and,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  max,
  notExists,
  notInArray,
  or,
  type SQL,
} from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { slackChannels, slackPosts, slackThreads } from '#db/schema/slack.ts'
import { tickets } from '#db/schema/tickets.ts'
import { closings } from './channel-problems.ts'
import { isChannelOf } from './channels.ts'

type Channel = typeof slackChannels.$inferSelect

/**
 * Nothing is told in a channel that was deleted: its threads end, what waits for it fails with the reason, and tickets
 * that have lost their card get another where their team works by now.
 */
export async function endDeleted(work: Work, { workspaceId, id, name }: Channel): Promise<void> {
  const here = and(eq(slackThreads.workspaceId, workspaceId), eq(slackThreads.channelId, id))
  const ended = await work.tx
    .update(slackThreads)
    .set({ endedAt: work.now })
    .where(and(here, isNull(slackThreads.endedAt)))
    .returning({ ticketId: slackThreads.ticketId })
  const all = work.tx.select({ id: slackThreads.id }).from(slackThreads).where(here)
  await work.tx
    .update(slackPosts)
    .set({ state: 'failed', reason: closings.deleted(`#${name}`), uncertainSince: null })
    .where(and(eq(slackPosts.state, 'waiting'), inArray(slackPosts.threadId, all)))
  const lost = ended.map(({ ticketId }) => ticketId)
  if (lost.length > 0) await showAnew(work, inArray(tickets.id, lost))
}

/**
 * A team works in another channel from now on: what it has open comes there, as far as its card was deleted with the
 * channel before, or something has happened since.
 */
export async function showAnewFor(work: Work, team: TeamId): Promise<void> {
  const [gone] = await work.tx
    .select({ at: max(slackChannels.deletedAt) })
    .from(slackChannels)
    .innerJoin(slackThreads, isChannelOf(slackThreads))
    .innerJoin(tickets, eq(tickets.id, slackThreads.ticketId))
    .where(and(isNotNull(slackChannels.deletedAt), isAgents, eq(tickets.teamId, team)))
  if (!gone?.at) return
  const lost = exists(inDeleted(work, and(eq(slackThreads.ticketId, tickets.id), isAgents)))
  await showAnew(work, and(eq(tickets.teamId, team), or(lost, gte(tickets.updatedAt, gone.at))))
}

const isAgents = eq(slackThreads.kind, 'agent')

/** Asks for a card of each ticket that is not over and has none. */
async function showAnew(work: Work, which: SQL | undefined): Promise<void> {
  const card = work.tx
    .select({ id: slackThreads.id })
    .from(slackThreads)
    .where(and(eq(slackThreads.ticketId, tickets.id), isAgents, isNull(slackThreads.endedAt)))
  const open = await work.tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        which,
        notInArray(tickets.status, ['resolved', 'closed']),
        isNull(tickets.deletedAt),
        isNull(tickets.archivedAt),
        notExists(card),
      ),
    )
    .orderBy(tickets.id)
  for (const { id } of open) work.enqueue('slack.show', { ticket: id })
}

/** Threads in channels that were deleted. */
export function inDeleted(work: Work, which: SQL | undefined) {
  return work.tx
    .select({ id: slackThreads.id })
    .from(slackThreads)
    .innerJoin(slackChannels, isChannelOf(slackThreads))
    .where(and(isNotNull(slackChannels.deletedAt), which))
}
