import { and, asc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { lastSaid } from './route-need.ts'

/** The place of a ticket in its team's queue: what is more urgent goes first, and of that the oldest. */
export type Place = Pick<Ticket, 'id' | 'priority'>

/**
 * What waits for an owner that the desk may choose, as the index tickets_queue has it: a sensitive ticket is given to
 * somebody by a manager, and what an archive that is being imported holds has long been dealt with.
 */
const waits = and(
  isNull(tickets.assigneeId),
  sql`${tickets.status} not in ('resolved', 'closed')`,
  isNull(tickets.deletedAt),
  ne(tickets.status, 'on_hold'),
  eq(tickets.sensitive, false),
  sql`not exists (
    select from (select mail_id from messages
      where ticket_id = ${tickets.id} order by id desc limit 1) newest
    join mails on mails.id = newest.mail_id and mails.door = 'import')`,
)

interface Asked {
  after: Place | undefined // Undefined: from the beginning.
  limit: number
  all: boolean // Or only those of which nothing was said yet.
}

/** The next of a team's queue, locked; those that somebody else holds are passed over. */
export function holdWaiting(
  work: Work,
  teamId: TeamId,
  { after, limit, all }: Asked,
): Promise<Ticket[]> {
  const onwards =
    after &&
    or(
      lt(tickets.priority, after.priority),
      and(eq(tickets.priority, after.priority), gt(tickets.id, after.id)),
    )
  return work.tx
    .select()
    .from(tickets)
    .where(and(eq(tickets.teamId, teamId), waits, onwards, all ? undefined : isNull(lastSaid)))
    .orderBy(sql`${tickets.priority} desc nulls last`, asc(tickets.id)) // As the index has it.
    .limit(limit)
    .for('update', { skipLocked: true })
}

/** Whether something in a ticket's queue comes before it. */
export async function isBehind(db: Reader, { id, priority, teamId }: Ticket): Promise<boolean> {
  const before = or(
    gt(tickets.priority, priority),
    and(eq(tickets.priority, priority), lt(tickets.id, id)),
  )
  const [first] = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.teamId, teamId), waits, before))
    .limit(1)
  return first !== undefined
}

/** The teams with a strategy in whose queues something waits: of all, or of those given. */
export async function teamsWithBacklog(db: Reader, ids?: readonly TeamId[]): Promise<TeamId[]> {
  const rows = await db
    .select({ id: teams.id })
    .from(teams)
    .where(
      and(
        ids && inArray(teams.id, [...ids]),
        ne(teams.strategy, 'manual'),
        sql`exists (select from ${tickets} where ${tickets.teamId} = ${teams.id} and ${waits})`,
      ),
    )
  return rows.map(({ id }) => id)
}
