import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { statusAfter } from './lifecycle.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/** Puts a ticket aside until a moment; its requester's next message wakes it earlier. */
export async function snoozeTicket(work: Work, id: TicketId, until: Date): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (until <= work.now)
    refuse('wrong-input', { why: 'A ticket can only be snoozed until a moment in the future.' })
  const status = statusAfter(ticket.status, 'snoozed')
  await changeTicket(work, ticket, 'snoozed', { status, snoozedUntil: until })
  work.enqueue('desk.wake', { ticket: id }, { startAfter: until })
}

/** The job behind it. A ticket that was woken or snoozed anew meanwhile sleeps or stays awake as it is. */
export async function wakeTicket(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id, { deleted: true })
  if (!ticket.snoozedUntil || ticket.snoozedUntil > work.now) return
  await changeTicket(work, ticket, 'woken', {
    status: statusAfter(ticket.status, 'woken'),
    snoozedUntil: null,
  })
}
