import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { participants } from '#db/schema/tickets.ts'
import { holdForMail } from './receive.ts'

/**
 * Somebody in Cc wants no more mail of a ticket, or of the one that it goes on in. Of an address that is not in Cc, or
 * has left before, nothing changes and nothing is told.
 * @returns whether it is the requester's own, who stays
 */
export async function unsubscribe(
  work: Work,
  id: TicketId,
  address: string,
): Promise<{ isRequester: boolean }> {
  const held = await holdForMail(work, id)
  if (!held) refuse('not-found', { what: 'ticket' })
  const ticketId = held.ticket.id
  const theirs = and(
    eq(participants.ticketId, ticketId),
    eq(sql`lower(${participants.address}::text)`, address.toLowerCase()),
  )
  const left = await work.tx
    .update(participants)
    .set({ unsubscribedAt: work.now })
    .where(and(theirs, eq(participants.role, 'cc'), isNull(participants.unsubscribedAt)))
    .returning({ personId: participants.personId, address: participants.address })
  for (const one of left) await record(work, ticketId, 'unsubscribed', one)
  const own = await work.tx
    .select({ personId: participants.personId })
    .from(participants)
    .where(and(theirs, eq(participants.role, 'requester')))
  return { isRequester: own.length > 0 }
}

/** Whoever writes again gets the answers again. */
export async function subscribeAgain(work: Work, ticketId: TicketId, personId: PersonId) {
  await work.tx
    .update(participants)
    .set({ unsubscribedAt: null })
    .where(
      and(
        eq(participants.ticketId, ticketId),
        eq(participants.personId, personId),
        isNotNull(participants.unsubscribedAt),
      ),
    )
}
