import { and, count, isNotNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { takesCapacity } from '#core/routing/capacity.ts'
import { priorityWeights } from '#core/teams/desk-settings.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'

/**
 * What agents have in hand now: their open tickets that do not sleep, as they weigh. Ask as the desk: a reader who sees some of the
 * tickets only would be told of as little work. Who has nothing is left out.
 */
export async function loadsNow(db: Reader): Promise<Map<PersonId, number>> {
  const weights = await priorityWeights(db)
  const rows = await db
    .select({ id: tickets.assigneeId, priority: tickets.priority, open: count() })
    .from(tickets)
    .where(and(isNotNull(tickets.assigneeId), takesCapacity))
    .groupBy(tickets.assigneeId, tickets.priority)
  const loads = new Map<PersonId, number>()
  for (const { id, priority, open } of rows)
    if (id) loads.set(id, (loads.get(id) ?? 0) + weights[priority] * open)
  return loads
}
