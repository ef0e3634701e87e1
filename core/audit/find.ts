import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { endedWith, type Page, pageOf, pageSize } from '#core/page.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { people } from '#db/schema/people.ts'

export interface EventQuery extends Page {
  ticketId?: TicketId | undefined
  actorId?: PersonId | undefined
  kind?: string | undefined // `resolved`, `team_added`.
  since?: Date | undefined
}

/** What happened, latest first: the audit trail as far as the reader may see it. Every filter has its index. */
export async function findEvents(db: Reader, query: EventQuery = {}) {
  const limit = pageSize(query)
  const last = endedWith(query, Number.MAX_SAFE_INTEGER)
  const rows = await db
    .select({
      id: events.id,
      at: events.at,
      chain: events.chain,
      place: events.place,
      ticketId: events.ticketId,
      kind: events.kind,
      actor: { id: people.id, name: people.name },
      via: events.via,
      ip: events.ip,
      details: events.details,
    })
    .from(events)
    .leftJoin(people, eq(people.id, events.actorId))
    .where(
      and(
        query.ticketId ? eq(events.ticketId, query.ticketId) : undefined,
        query.actorId ? eq(events.actorId, query.actorId) : undefined,
        query.kind ? eq(events.kind, query.kind) : undefined,
        query.since ? gte(events.at, query.since) : undefined,
        last ? lt(events.id, last) : undefined,
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit + 1)
  return pageOf(rows, limit)
}
