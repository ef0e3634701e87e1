import type { Work } from '#core/app.ts'
import { escalateByHand } from '#core/escalation/begin.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { inWords, isEnded } from './lifecycle.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/** Raises a ticket by one level, and tells those whom its ladder names, with a reason that they can read. */
export async function escalateTicket(work: Work, id: TicketId, reason: string): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (isEnded(ticket.status))
    refuse('move-not-allowed', { status: inWords(ticket.status), move: 'escalated' })
  if (!reason.trim()) refuse('wrong-input', { why: 'Say why, for those who are told.' })
  await changeTicket(work, ticket, 'escalated', { escalation: ticket.escalation + 1 }, { reason })
  await escalateByHand(work, ticket, reason.trim())
}
