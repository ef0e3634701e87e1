import { eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
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
  assigneeId?: PersonId | null | undefined // Null: nobody's.
  words?: string | undefined // In the subject or in what was said.
}

export function conditions(query: TicketFilter): (SQL | undefined)[] {
  return [
    isNull(tickets.deletedAt),
    query.words ? undefined : isNull(tickets.archivedAt), // The archive is found by search alone.
    query.status?.length ? inArray(tickets.status, [...query.status]) : undefined,
    query.priority?.length ? inArray(tickets.priority, [...query.priority]) : undefined,
    query.teamId ? eq(tickets.teamId, query.teamId) : undefined,
    query.assigneeId ? eq(tickets.assigneeId, query.assigneeId) : undefined,
    query.assigneeId === null ? isNull(tickets.assigneeId) : undefined,
  ]
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
