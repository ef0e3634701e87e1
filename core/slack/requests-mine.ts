import { and, desc, eq, isNull, notInArray, or } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'

/** What somebody has asked and, if they are an agent, works on, and is not over; latest first. */
export function ticketsOf(
  db: Reader,
  person: PersonId,
  { works, limit }: { works: boolean; limit: number },
) {
  return db
    .select({ id: tickets.id, subject: tickets.subject, status: tickets.status })
    .from(tickets)
    .where(
      and(
        or(eq(tickets.requesterId, person), works ? eq(tickets.assigneeId, person) : undefined),
        isNull(tickets.deletedAt),
        isNull(tickets.archivedAt),
        notInArray(tickets.status, ['resolved', 'closed']),
      ),
    )
    .orderBy(desc(tickets.updatedAt))
    .limit(limit)
}
