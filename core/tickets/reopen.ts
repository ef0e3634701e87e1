import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { statusAfter } from './lifecycle.ts'
import { refuseMerged } from './merged.ts'
import { changeTicket, holdTicket, type Ticket } from './ticket.ts'

/** What every way back to life has in common: nothing is resolved, closed, archived or asleep any more. */
export function reopening(ticket: Ticket) {
  return {
    reopened: ticket.reopened + 1,
    resolvedAt: null,
    resolvedById: null,
    closedAt: null,
    closedById: null,
    archivedAt: null,
  }
}

export async function reopenTicket(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id)
  refuseMerged(ticket)
  const status = statusAfter(ticket.status, 'reopened')
  await changeTicket(work, ticket, 'reopened', { status, ...reopening(ticket) })
}
