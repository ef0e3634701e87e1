import { and, eq, isNull, sql } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { tell } from '#core/notifications/tell.ts'
import { refuse } from '#core/refusal.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { record } from '#core/timeline.ts'
import type { EscalationId, PersonId, TicketId } from '#db/schema/columns.ts'
import { escalations } from '#db/schema/escalation.ts'
import { notifications } from '#db/schema/notifications.ts'
import { lastAcknowledged } from './history.ts'

/**
 * Somebody takes notice: what is climbed for the ticket stops where it is, its clocks run on, and the others who were
 * told hear who did. Of two at the same moment the second is told about the first.
 */
export async function acknowledgeEscalation(work: Work, ticketId: TicketId): Promise<void> {
  await holdTicket(work, ticketId)
  const me = work.actor?.personId ?? refuse('not-allowed', { why: 'only an agent can acknowledge' })
  const stopped = await work.tx
    .update(escalations)
    .set({ acknowledgedAt: work.now, acknowledgedById: me, endedAt: work.now, nextAt: null })
    .where(and(eq(escalations.ticketId, ticketId), isNull(escalations.endedAt)))
    .returning({ id: escalations.id })
  if (stopped.length === 0) return refuseAnother(work, ticketId)
  const ids = stopped.map(({ id }) => id)
  await record(work, ticketId, 'escalation_acknowledged', { escalations: ids })
  await asDesk(work, async () => {
    const others = await toldOf(work, ticketId, ids, me)
    await tell(
      work,
      others.map((personId) => ({
        key: `acknowledged:${ids[0]}:${personId}`,
        ticketId,
        to: { personId },
        kind: 'acknowledged' as const,
        details: { by: work.actor?.name ?? '', at: work.now.toISOString() },
      })),
    )
  })
}

async function refuseAnother(work: Work, ticketId: TicketId): Promise<never> {
  const last = await lastAcknowledged(work.tx, ticketId)
  refuse('wrong-input', {
    why: last
      ? `${last.by} has acknowledged this already, and nobody else is told.`
      : 'Nothing is being escalated here, so there is nothing to acknowledge.',
  })
}

async function toldOf(
  work: Work,
  ticketId: TicketId,
  ids: EscalationId[],
  but: PersonId,
): Promise<PersonId[]> {
  const rows = await work.tx
    .selectDistinct({ id: notifications.personId })
    .from(notifications)
    .where(
      and(
        eq(notifications.ticketId, ticketId),
        eq(notifications.kind, 'escalated'),
        sql`(${notifications.details} ->> 'escalation')::int = any(${sql.param(ids)}::int[])`,
      ),
    )
  return rows.flatMap(({ id }) => (id === null || id === but ? [] : id))
}
