import { and, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import { messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'

/** Which tickets are asked for; what is absent does not matter. */
export interface TicketFilter {
  status?: readonly TicketStatus[]
  priority?: readonly TicketPriority[]
  teamId?: TeamId | undefined
  teamIds?: readonly TeamId[] | undefined // Any of these; empty: none.
  assigneeId?: PersonId | null | undefined // Null: nobody's.
  resolvedOn?: Day | undefined
  answeredOn?: Day | undefined // For the first time.
  words?: string | undefined // In the subject or in what was said.
}

/** A day in UTC: `2026-03-02`. */
export type Day = `${number}-${number}-${number}`

export function conditions(query: TicketFilter): (SQL | undefined)[] {
  return [
    isNull(tickets.deletedAt),
    query.words ? undefined : isNull(tickets.archivedAt), // The archive is found by search alone.
    query.status?.length ? inArray(tickets.status, [...query.status]) : undefined,
    query.priority?.length ? inArray(tickets.priority, [...query.priority]) : undefined,
    query.teamId ? eq(tickets.teamId, query.teamId) : undefined,
    query.teamIds ? inArray(tickets.teamId, [...query.teamIds]) : undefined,
    query.resolvedOn ? within(tickets.resolvedAt, query.resolvedOn) : undefined,
    query.answeredOn ? within(tickets.firstResponseAt, query.answeredOn) : undefined,
    query.assigneeId ? eq(tickets.assigneeId, query.assigneeId) : undefined,
    query.assigneeId === null ? isNull(tickets.assigneeId) : undefined,
  ]
}

function within(column: AnyPgColumn, day: Day): SQL | undefined {
  const from = new Date(`${day}T00:00:00Z`)
  const to = new Date(from.getTime() + 86_400_000)
  return and(gte(column, from), lt(column, to))
}

export function dayOf(moment: Date): Day {
  return moment.toISOString().slice(0, 10) as Day
}

/** The ways in which a ticket says these words; its number is one. */
export function saying(db: Reader, words: string): SQL[] {
  const asked = sql`websearch_to_tsquery('simple', ${words})`
  const said = db
    .select({ id: messages.ticketId })
    .from(messages)
    .where(sql`${messages.search} @@ ${asked}`)
  const number = /^#?(\d{1,9})$/.exec(words.trim())?.[1]
  return [
    sql`${tickets.search} @@ ${asked}`,
    inArray(tickets.id, said),
    ...(number ? [eq(tickets.id, Number(number) as TicketId)] : []),
  ]
}
