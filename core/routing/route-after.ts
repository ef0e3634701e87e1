import { type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { isEnded } from '#core/tickets/lifecycle.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { tickets } from '#db/schema/tickets.ts'
import { drainSoon } from './drain.ts'

type Ticket = typeof tickets.$inferSelect

/** What a change of a ticket asks of routing. */
interface Asked {
  route: boolean // It waits for an owner now, or its owner is not there.
  drain: TeamId[] // Teams in which somebody has capacity again.
}

/** Whether a ticket waits for somebody to own it. What is on hold waits for something else. */
export function waitsForOwner({ assigneeId, status, deletedAt }: Ticket): boolean {
  return !assigneeId && !deletedAt && status !== 'on_hold' && !isEnded(status)
}

const teamRoutes = sql`(select t.strategy <> 'manual' from teams t where t.id = tickets.team_id)`
const ownerIsGone = sql`exists (
  select from agents a where a.person_id = tickets.assignee_id
    and (a.deactivated_at is not null or a.presence = 'reassign'))`

/**
 * Asked in the statement that changes a ticket, as what it returns: a team that assigns by hand pays neither a
 * statement nor a job for those that do not.
 */
export function routingAfter(before: Ticket, after: Ticket): SQL<Asked | null> {
  const comes =
    waitsForOwner(after) &&
    (!waitsForOwner(before) ||
      before.teamId !== after.teamId ||
      before.sensitive !== after.sensitive)
  const wanted =
    after.assigneeId &&
    !isEnded(after.status) &&
    (isEnded(before.status) || before.lastRequesterMessageAt !== after.lastRequesterMessageAt)
  const freed = whoIsFreed(before, after)
  if (!comes && !wanted && !freed) return sql`null`
  return sql`jsonb_build_object(
    'route', ${comes ? teamRoutes : wanted ? ownerIsGone : sql`false`},
    'drain', array(select t.id from memberships m join teams t on t.id = m.team_id
      where m.person_id = ${freed}::int and t.strategy <> 'manual'))`
}

/** Rules may want to look at a new ticket whatever its team does. */
export const routingOfNew = sql<boolean>`(${teamRoutes}
  or exists (select from rules where enabled and deleted_at is null))`

function whoIsFreed(before: Ticket, after: Ticket): PersonId | null {
  const still = takes(after) && after.assigneeId === before.assigneeId
  return takes(before) && !still ? before.assigneeId : null
}

/** Of its owner's capacity; as `takesCapacity` has it in SQL. */
function takes({ status, deletedAt, snoozedUntil }: Ticket): boolean {
  return !isEnded(status) && !deletedAt && !snoozedUntil
}

export function askRouting(work: Work, ticket: TicketId, asked: Asked | null | undefined): void {
  if (asked?.route) work.enqueue('desk.route', { ticket })
  for (const team of asked?.drain ?? []) drainSoon(work, team)
}
