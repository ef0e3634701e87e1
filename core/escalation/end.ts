import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { isEnded } from '#core/tickets/lifecycle.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import type { EscalationId } from '#db/schema/columns.ts'
import { escalations } from '#db/schema/escalation.ts'
import { slaClocks } from '#db/schema/sla.ts'

/** An escalation whose reason is gone: nobody is told any more. */
export async function endEscalation(work: Work, id: EscalationId): Promise<void> {
  await work.tx
    .update(escalations)
    .set({ endedAt: work.now, nextAt: null })
    .where(eq(escalations.id, id))
}

/**
 * Ends what is climbed for a ticket that has just changed: all of it once the ticket has ended, else what stood for a
 * clock that has. Asks nothing of tickets for which no step was taken yet: their first one ends with `climb`.
 */
export async function endEscalations(work: Work, ticket: Ticket): Promise<void> {
  if (ticket.escalation === 0) return
  const isOver = isEnded(ticket.status) || ticket.deletedAt !== null
  const ended = work.tx
    .select({ id: slaClocks.id })
    .from(slaClocks)
    .where(
      and(eq(slaClocks.ticketId, ticket.id), inArray(slaClocks.state, ['stopped', 'cancelled'])),
    )
  await work.tx
    .update(escalations)
    .set({ endedAt: work.now, nextAt: null })
    .where(
      and(
        eq(escalations.ticketId, ticket.id),
        isNull(escalations.endedAt),
        or(sql`${isOver}`, inArray(escalations.clockId, ended)),
      ),
    )
}
