import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { inWords, isEnded } from './lifecycle.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/** Raises a ticket by one level, with a reason that those who get it can read. */
export async function escalateTicket(work: Work, id: TicketId, reason: string): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (isEnded(ticket.status))
    refuse('move-not-allowed', { status: inWords(ticket.status), move: 'escalated' })
  await changeTicket(work, ticket, 'escalated', { escalation: ticket.escalation + 1 }, { reason })
}
