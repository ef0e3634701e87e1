import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { queueMail } from '#core/mails/queue.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { isSendable } from '#core/people/address.ts'
import { refuse } from '#core/refusal.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import type { MessageId, OutboundId, PersonId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { addresses } from '#db/schema/people.ts'
import { participants } from '#db/schema/tickets.ts'
import { statusAfter } from './lifecycle.ts'
import { takePart } from './participants.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/**
 * Sends an answer that did not arrive again, to the address as it should have been, and to nobody else: the others have
 * it. It says the same under a Message-ID of its own. Whoever took part under the wrong address does so under the
 * right one from then on.
 */
export async function fixAndResend(
  work: Work,
  messageId: MessageId,
  { from, to: given }: { from: string; to: string },
): Promise<OutboundId> {
  const to = given.trim().toLowerCase()
  const before = await work.tx
    .select()
    .from(outbound)
    .where(and(eq(outbound.messageId, messageId), eq(outbound.kind, 'reply')))
    .orderBy(outbound.id)
    .for('update')
  const [first] = before
  if (!first) refuse('not-found', { what: 'reply' })
  const ticket = await holdTicket(work, first.ticketId)
  const wentTo = before
    .flatMap(failedAddresses)
    .find((address) => address.toLowerCase() === from.toLowerCase())
  if (!wentTo) refuse('wrong-input', { why: `That reply to ${from} has not come back.` })
  if (!isSendable(to) || (await ownAddresses(work.tx, [to])).size > 0)
    refuse('wrong-input', { why: `Mail cannot be sent to “${given}”. Give a customer's address.` })
  const moved = await moveParticipant(work, ticket.id, wentTo, to)
  const id = await queueMail(work, {
    kind: 'reply',
    ticketId: ticket.id,
    messageId,
    mailbox: await mailboxFor(work.tx, ticket),
    to: [to],
    cc: [],
    notBefore: work.now,
    copy: before.length,
  })
  await work.tx
    .update(outbound)
    .set({ replacedById: id })
    .where(and(eq(outbound.messageId, messageId), ne(outbound.id, id)))
  const status = statusAfter(ticket.status, 'answered')
  await changeTicket(work, ticket, 'resent', { status, ...moved }, { messageId, from: wentTo, to })
  return id
}

/** Whom a mail is known not to have reached. */
function failedAddresses({ state, to, cc, bouncedTo }: typeof outbound.$inferSelect): string[] {
  return state === 'failed' ? [...to, ...cc] : bouncedTo
}

/**
 * Whoever took part by the wrong address does so by the right one; whose it is, when it is known as somebody else's.
 * As the desk: agents may not change what is known of people, but may say where this one is reached.
 * @returns what that changes of the ticket
 */
function moveParticipant(work: Work, ticketId: TicketId, from: string, to: string) {
  return asDesk(work, async () => {
    const ofTicket = eq(participants.ticketId, ticketId)
    const [wrong] = await work.tx
      .select({ personId: participants.personId, role: participants.role })
      .from(participants)
      .where(and(ofTicket, eq(sql`lower(${participants.address}::text)`, from.toLowerCase())))
    if (!wrong) return {}
    const { role } = wrong
    const personId = await ownerOf(work, to, wrong.personId)
    await work.tx
      .delete(participants)
      .where(and(ofTicket, inArray(participants.personId, [wrong.personId, personId])))
    await takePart(work, ticketId, personId, to, role)
    return role === 'requester' ? { requesterId: personId } : {}
  })
}

/** Whose address it is: when it is nobody's, that of the person who was meant. */
async function ownerOf(work: Work, address: string, meant: PersonId): Promise<PersonId> {
  await work.tx
    .insert(addresses)
    .values({ address, personId: meant, createdAt: work.now })
    .onConflictDoNothing()
  const [known] = await work.tx
    .select({ personId: addresses.personId })
    .from(addresses)
    .where(eq(sql`${addresses.address}::text`, address))
  return known?.personId ?? meant
}
