import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'

/** A ticket that comes to a channel brings so much of its past along. */
const mostFromBefore = 20

export interface News {
  place: number
  kind: string
  messageId: MessageId | null
}

/** The places of a chain are in the order of its commits, so nothing that is told later can lie before. */
export async function happenedSince(work: Work, id: TicketId, place: number): Promise<News[]> {
  const rows = await work.tx
    .select({ place: events.place, kind: events.kind, details: events.details })
    .from(events)
    .where(and(eq(events.chain, `ticket:${id}`), gt(events.place, place)))
    .orderBy(asc(events.place))
  return rows.map(({ details, ...row }) => ({
    ...row,
    messageId: typeof details.messageId === 'number' ? (details.messageId as MessageId) : null,
  }))
}

export async function beforeLatest(work: Work, id: TicketId): Promise<number> {
  const [last] = await work.tx
    .select({ place: sql<number>`coalesce(max(${events.place}), 0)` })
    .from(events)
    .where(eq(events.chain, `ticket:${id}`))
  return Math.max(0, (last?.place ?? 0) - mostFromBefore)
}
