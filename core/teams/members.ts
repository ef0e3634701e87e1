import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { holdActive } from '#core/people/hold-agent.ts'
import { refuse } from '#core/refusal.ts'
import { askToDrain } from '#core/routing/drain.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { openStatuses } from '#core/tickets/lifecycle.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import { memberships } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { joinTeam } from './membership.ts'
import { requireManager } from './require-manager.ts'

/** Puts an active agent into a team. For its managers and admins. */
export async function addMember(work: Work, teamId: TeamId, personId: PersonId): Promise<void> {
  requireManager(work, teamId)
  await holdActive(work, personId)
  await joinTeam(work, teamId, personId)
  await askToDrain(work, [teamId])
}

/**
 * Takes somebody out of a team. Their open tickets of it stay theirs, and in their sight, unless they are to go back
 * to its queue.
 * @returns how many open tickets of the team they had
 */
export async function removeMember(
  work: Work,
  teamId: TeamId,
  personId: PersonId,
  { returnTickets = false } = {},
): Promise<number> {
  requireManager(work, teamId)
  const open = await openTicketsIn(work.tx, teamId, personId)
  if (returnTickets) for (const id of open) await assignTicket(work, id, null)
  const gone = await work.tx
    .delete(memberships)
    .where(and(eq(memberships.teamId, teamId), eq(memberships.personId, personId)))
    .returning({ personId: memberships.personId })
  if (gone.length === 0) refuse('not-found', { what: 'member of that team' })
  const tickets = { [returnTickets ? 'returned' : 'kept']: open.length }
  await recordDesk(work, 'team', teamId, 'member_removed', { personId, tickets })
  return open.length
}

async function openTicketsIn(db: Reader, teamId: TeamId, personId: PersonId): Promise<TicketId[]> {
  const rows = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        eq(tickets.assigneeId, personId),
        eq(tickets.teamId, teamId),
        inArray(tickets.status, openStatuses),
        isNull(tickets.deletedAt),
      ),
    )
    .orderBy(tickets.id)
  return rows.map(({ id }) => id)
}
