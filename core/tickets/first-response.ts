import type { Work } from '#core/app.ts'
import { statusAfter } from './lifecycle.ts'
import { standingAnswer } from './standing-answer.ts'
import { changeTicket, type Ticket } from './ticket.ts'

/**
 * An answer did not reach its requester: nothing is waited for, so the ticket goes back to its owner's list, and what
 * has not arrived was no first response.
 */
export async function answerFailed(
  work: Work,
  ticket: Ticket,
  kind: 'not_sent' | 'undelivered',
  details: Record<string, unknown>,
): Promise<void> {
  const waits = ticket.status === 'awaiting_customer'
  await changeTicket(
    work,
    ticket,
    kind,
    {
      status: waits ? statusAfter(ticket.status, 'continued') : ticket.status,
      firstResponseAt: await standingAnswer(work.tx, ticket.id),
    },
    details,
  )
}
