import { and, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import { messages } from '#db/schema/messages.ts'
import { people } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'
import { participants, tickets } from '#db/schema/tickets.ts'

export interface TicketQuery {
  status?: readonly TicketStatus[]
  priority?: readonly TicketPriority[]
  teamId?: TeamId | undefined
  assigneeId?: PersonId | null | undefined // Null: nobody's.
  words?: string | undefined // In the subject or in what was said.
  cursor?: string | undefined // Where the last page ended.
  limit?: number
}

const assignees = alias(people, 'assignees')

/** The tickets an actor may see, latest first, a page at a time; flat in the number of pages (keyset). */
export async function findTickets(db: Reader, query: TicketQuery = {}) {
  const limit = Math.min(query.limit ?? 50, 200)
  const rows = await selectTickets(db)
    .where(and(...conditions(query), after(query.cursor)))
    .orderBy(desc(tickets.updatedAt), desc(tickets.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? cursorAt(last) : null }
}

export type TicketRow = Awaited<ReturnType<typeof findTickets>>['items'][number]

/** One ticket as lists show it; refuses one that is not there, not visible or deleted. */
export async function readTicket(db: Reader, id: TicketId): Promise<TicketRow> {
  const [ticket] = await selectTickets(db).where(and(eq(tickets.id, id), isNull(tickets.deletedAt)))
  return ticket ?? refuse('not-found', { what: 'ticket' })
}

/** How many there are, counted up to a limit so that a large desk never waits for it. */
export async function estimateTickets(db: Reader, query: TicketQuery, upTo = 1000): Promise<number> {
  const some = db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(...conditions(query)))
    .limit(upTo)
    .as('some')
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some)
  return row?.count ?? 0
}

function selectTickets(db: Reader) {
  return db
    .select({
      id: tickets.id,
      subject: tickets.subject,
      status: tickets.status,
      priority: tickets.priority,
      escalation: tickets.escalation,
      reopened: tickets.reopened,
      sensitive: tickets.sensitive,
      requester: { id: people.id, name: people.name, email: participants.address },
      assignee: { id: assignees.id, name: assignees.name },
      team: { id: teams.id, name: teams.name },
      openedAt: tickets.openedAt,
      updatedAt: tickets.updatedAt,
      firstResponseAt: tickets.firstResponseAt,
      lastRequesterMessageAt: tickets.lastRequesterMessageAt,
      lastAgentMessageAt: tickets.lastAgentMessageAt,
      resolvedAt: tickets.resolvedAt,
      closedAt: tickets.closedAt,
      snoozedUntil: tickets.snoozedUntil,
      archivedAt: tickets.archivedAt,
      followsId: tickets.followsId,
    })
    .from(tickets)
    .innerJoin(people, eq(people.id, tickets.requesterId))
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .leftJoin(assignees, eq(assignees.id, tickets.assigneeId))
    .leftJoin(
      participants,
      and(eq(participants.ticketId, tickets.id), eq(participants.personId, tickets.requesterId)),
    )
}

function conditions(query: TicketQuery): (SQL | undefined)[] {
  return [
    isNull(tickets.deletedAt),
    query.words ? undefined : isNull(tickets.archivedAt), // The archive is found by search alone.
    query.status?.length ? inArray(tickets.status, [...query.status]) : undefined,
    query.priority?.length ? inArray(tickets.priority, [...query.priority]) : undefined,
    query.teamId ? eq(tickets.teamId, query.teamId) : undefined,
    query.assigneeId ? eq(tickets.assigneeId, query.assigneeId) : undefined,
    query.assigneeId === null ? isNull(tickets.assigneeId) : undefined,
    query.words ? says(query.words) : undefined,
  ]
}

function says(words: string): SQL | undefined {
  const asked = sql`websearch_to_tsquery('simple', ${words})`
  const number = /^#?(\d{1,9})$/.exec(words.trim())?.[1]
  return or(
    number ? eq(tickets.id, Number(number) as TicketId) : undefined,
    sql`${tickets.search} @@ ${asked}`,
    sql`${tickets.id} in (select ${messages.ticketId} from ${messages} where ${messages.search} @@ ${asked})`,
  )
}

/** A cursor is the last row's place, readable and harmless: `2026-11-21T10:00:00.000Z_1042`. */
function cursorAt(row: { updatedAt: Date; id: TicketId }): string {
  return `${row.updatedAt.toISOString()}_${row.id}`
}

function after(cursor: string | undefined): SQL | undefined {
  if (!cursor) return undefined
  const [at = '', id = ''] = cursor.split('_')
  const when = new Date(at)
  if (Number.isNaN(when.getTime()) || !/^\d{1,9}$/.test(id))
    refuse('wrong-input', { why: 'That cursor is not one of ours. Begin again without one.' })
  return or(
    lt(tickets.updatedAt, when),
    and(eq(tickets.updatedAt, when), lt(tickets.id, Number(id) as TicketId)),
  )
}
