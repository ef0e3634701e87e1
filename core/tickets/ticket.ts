import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { EventKind } from '#core/audience.ts'
import { endEscalations } from '#core/escalation/end.ts'
import { refuse } from '#core/refusal.ts'
import { askRouting, routingAfter } from '#core/routing/route-after.ts'
import { keepClocks } from '#core/sla/keep-clocks.ts'
import { type Changes, record } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'
import { carryAlong } from './merged.ts'

export type Ticket = typeof tickets.$inferSelect
type Patch = Partial<Omit<Ticket, 'id'>>

/**
 * The ticket, locked until the unit commits, so that what is decided on stays true. Refuses one that is not there,
 * not visible to the actor, or deleted.
 */
export async function holdTicket(
  work: Work,
  id: TicketId,
  { deleted = false } = {},
): Promise<Ticket> {
  if (work.actor?.role === 'auditor')
    refuse('not-allowed', { why: 'auditors read and change nothing' })
  const [ticket] = await work.tx.select().from(tickets).where(eq(tickets.id, id)).for('update')
  if (!ticket || (ticket.deletedAt && !deleted)) refuse('not-found', { what: 'ticket' })
  return ticket
}

/**
 * Changes a held ticket and records it with old and new values. Nothing is written when nothing differs, unless the
 * event has something to say by itself.
 */
export async function changeTicket(
  work: Work,
  ticket: Ticket,
  kind: EventKind,
  patch: Patch,
  details: Record<string, unknown> = {},
): Promise<void> {
  const changes = differences(ticket, patch)
  const after = { ...ticket, ...patch }
  const [changed] = await work.tx
    .update(tickets)
    .set({ ...patch, updatedAt: work.now })
    .where(eq(tickets.id, ticket.id))
    .returning({ routing: routingAfter(ticket, after) })
  await keepClocks(work, after, { kind, details, before: ticket })
  await endEscalations(work, after)
  await record(work, ticket.id, kind, {
    ...details,
    ...(Object.keys(changes).length > 0 && { changes }),
  })
  await carryAlong(work, ticket.id, changes, after)
  askRouting(work, ticket.id, changed?.routing)
}

function differences(ticket: Ticket, patch: Patch): Changes {
  const before: Record<string, unknown> = ticket
  return Object.fromEntries(
    Object.entries(patch)
      .filter(([field, after]) => String(before[field]) !== String(after))
      .map(([field, after]) => [field, [before[field] ?? null, after ?? null]]),
  )
}
