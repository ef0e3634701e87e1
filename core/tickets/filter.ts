import {
  and,
  arrayOverlaps,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import { standing } from '#core/sla/stands.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { SlaStatus, TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import { messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'

/** Which tickets are asked for; what is absent does not matter. */
export interface TicketFilter {
  status?: readonly TicketStatus[]
  priority?: readonly TicketPriority[]
  tags?: readonly string[] | undefined // Any of these.
  sla?: readonly SlaStatus[] | undefined // Any of these, as of `at`.
  at?: Date | undefined // Absent: the database's now.
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
    isNull(tickets.mergedIntoId), // It is read as a part of its target.
    query.words ? undefined : isNull(tickets.archivedAt), // The archive is found by search alone.
    query.status?.length ? inArray(tickets.status, [...query.status]) : undefined,
    query.priority?.length ? inArray(tickets.priority, [...query.priority]) : undefined,
    query.tags?.length ? arrayOverlaps(tickets.tags, [...query.tags]) : undefined,
    query.sla?.length ? standing(query.sla, query.at) : undefined,
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

const merged = alias(tickets, 'merged')

/** The tickets into which those were merged that fit. */
function mergedWhere(db: Reader, fits: SQL | undefined) {
  return db
    .select({ id: merged.mergedIntoId })
    .from(merged)
    .where(and(isNotNull(merged.mergedIntoId), isNull(merged.deletedAt), fits))
}

/** The ways in which a ticket says these words, or what was merged into it does; its number is one. */
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
    inArray(
      tickets.id,
      mergedWhere(db, or(sql`${merged.search} @@ ${asked}`, inArray(merged.id, said))),
    ),
    ...(number
      ? [
          eq(tickets.id, Number(number) as TicketId),
          inArray(tickets.id, mergedWhere(db, eq(merged.id, Number(number) as TicketId))),
        ]
      : []),
  ]
}
