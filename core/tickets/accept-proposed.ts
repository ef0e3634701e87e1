import { and, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { isSendable } from '#core/people/address.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { participants } from '#db/schema/tickets.ts'
import { holdTicket } from './ticket.ts'

/** Somebody whom a mail named in Cc joins the conversation: they get what is answered from now on. */
export async function acceptProposed(
  work: Work,
  ticketId: TicketId,
  personId: PersonId,
): Promise<void> {
  const { address, role } = await holdParticipant(work, ticketId, personId)
  if (role !== 'proposed') return
  if (!address || !isSendable(address))
    refuse('wrong-input', { why: `Mail cannot be sent to “${address}”: it is no plain address.` })
  await work.tx.update(participants).set({ role: 'cc' }).where(which(ticketId, personId))
  await record(work, ticketId, 'accepted', { personId, address })
}

/** Takes somebody out of the conversation: they get no more of it, and their mail is held. The requester stays. */
export async function dropParticipant(
  work: Work,
  ticketId: TicketId,
  personId: PersonId,
): Promise<void> {
  const { address, role } = await holdParticipant(work, ticketId, personId)
  if (role === 'requester')
    refuse('wrong-input', { why: `Ticket #${ticketId} is their own: its requester stays in it.` })
  await work.tx.delete(participants).where(which(ticketId, personId))
  await record(work, ticketId, 'dropped', { personId, address, role })
}

async function holdParticipant(work: Work, ticketId: TicketId, personId: PersonId) {
  await holdTicket(work, ticketId)
  const [found] = await work.tx.select().from(participants).where(which(ticketId, personId))
  return found ?? refuse('not-found', { what: 'participant' })
}

function which(ticketId: TicketId, personId: PersonId) {
  return and(eq(participants.ticketId, ticketId), eq(participants.personId, personId))
}
