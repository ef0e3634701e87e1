import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { escalations, ladders } from '#db/schema/escalation.ts'
import { people } from '#db/schema/people.ts'

const starters = alias(people, 'starters')
const acknowledgers = alias(people, 'acknowledgers')

/** Every escalation of a ticket, the oldest first. Names are null where the desk itself did it, or nobody did. */
export function escalationsOf(db: Reader, id: TicketId) {
  return db
    .select({
      id: escalations.id,
      reason: escalations.reason,
      ladder: ladders.name,
      step: escalations.step,
      startedAt: escalations.startedAt,
      startedBy: starters.name,
      nextAt: escalations.nextAt,
      acknowledgedAt: escalations.acknowledgedAt,
      acknowledgedBy: acknowledgers.name,
      endedAt: escalations.endedAt,
    })
    .from(escalations)
    .leftJoin(ladders, eq(ladders.id, escalations.ladderId))
    .leftJoin(starters, eq(starters.id, escalations.startedById))
    .leftJoin(acknowledgers, eq(acknowledgers.id, escalations.acknowledgedById))
    .where(eq(escalations.ticketId, id))
    .orderBy(asc(escalations.id))
}

export type ShownEscalation = Awaited<ReturnType<typeof escalationsOf>>[number]

/** Who took notice last; undefined: nobody did. */
export async function lastAcknowledged(db: Reader, id: TicketId) {
  const [last] = await db
    .select({ by: people.name, at: escalations.acknowledgedAt })
    .from(escalations)
    .innerJoin(people, eq(people.id, escalations.acknowledgedById))
    .where(and(eq(escalations.ticketId, id), isNotNull(escalations.acknowledgedAt)))
    .orderBy(desc(escalations.id))
    .limit(1)
  return last
}
