import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Agent } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { allTeams } from '#core/teams/teams.ts'
import { findTickets, type TicketQuery, type TicketRow } from '#core/tickets/find.ts'
import { openStatuses } from '#core/tickets/lifecycle.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slackThreads } from '#db/schema/slack.ts'
import type { SlackHome } from './home.ts'

/** Four blocks a ticket, of the hundred that Slack takes in a Home. */
const rowsOnPage = 20

export interface HomeRow extends TicketRow {
  thread: { channelId: string; ts: string } | null // Null: it has none in this workspace.
}

/** What a Home lists, as its owner may see it, and which teams they can pick. */
export async function readHome(db: Reader, agent: Agent, home: SlackHome) {
  const teams = (await allTeams(db)).filter(({ id }) => agent.teamIds.includes(id))
  const query = questionOf(agent, home)
  const { items, next } = await findTickets(db, query)
  const threads = await threadsOf(
    db,
    home.workspaceId,
    items.map(({ id }) => id),
  )
  const rows = items.map((row): HomeRow => ({ ...row, thread: threads.get(row.id) ?? null }))
  return { teams, rows, next }
}

function questionOf(agent: Agent, home: SlackHome): TicketQuery {
  const { tab, teamId, priority, cursor } = home
  const ofTeams = { teamIds: teamId && agent.teamIds.includes(teamId) ? [teamId] : agent.teamIds }
  const mine = { assigneeId: agent.personId, teamIds: teamId ? ofTeams.teamIds : undefined }
  return {
    ...(tab === 'mine' ? mine : ofTeams),
    ...(tab === 'unassigned' && { assigneeId: null }),
    ...(tab === 'due' && { sort: 'slaDueAt' }), // What runs, the most urgent first.
    status: openStatuses,
    priority: priority ? [priority] : [],
    cursor: cursor ?? undefined,
    limit: rowsOnPage,
  }
}

async function threadsOf(db: Reader, workspaceId: string, ids: TicketId[]) {
  const threads = await db
    .select({
      ticketId: slackThreads.ticketId,
      channelId: slackThreads.channelId,
      ts: slackThreads.ts,
    })
    .from(slackThreads)
    .where(
      and(
        inArray(slackThreads.ticketId, ids),
        eq(slackThreads.workspaceId, workspaceId),
        eq(slackThreads.kind, 'agent'),
        isNull(slackThreads.endedAt),
        isNotNull(slackThreads.ts),
      ),
    )
  return new Map(
    threads.map(({ ticketId, channelId, ts }) => [ticketId, { channelId, ts: ts ?? '' }]),
  )
}
