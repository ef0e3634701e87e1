import { and, eq, isNull, ne, or } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { asOf } from '#core/history.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { mails } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { isEnded, statusAfter } from './lifecycle.ts'
import { addMessage, type NewMessage } from './messages.ts'
import { closeTicket } from './resolve.ts'
import { changeTicket, holdTicket, type Ticket } from './ticket.ts'

/** Adds what was said before the last thing that happened to a ticket: it is kept, and moves nothing. */
export async function addPast(
  work: Work,
  ticketId: TicketId,
  message: NewMessage,
): Promise<MessageId> {
  const messageId = await addMessage(work, ticketId, message)
  const kind = message.direction === 'inbound' ? 'received' : 'replied'
  await record(work, ticketId, kind, { messageId, channel: message.channel, past: true })
  return messageId
}

/**
 * Notes on a held ticket that we answered it at the time of this unit of work; the message is in it already. A closed
 * ticket stays closed.
 */
export async function answeredThen(
  work: Work,
  ticket: Ticket,
  messageId: MessageId,
): Promise<void> {
  await changeTicket(
    work,
    ticket,
    'replied',
    {
      status: ticket.closedAt ? ticket.status : statusAfter(ticket.status, 'answered'),
      firstResponseAt: ticket.firstResponseAt ?? work.now,
      lastAgentMessageAt: work.now,
      snoozedUntil: null,
    },
    { messageId, past: true },
  )
}

/**
 * Closes a conversation that is nothing but history, as of its last message. One in which somebody has written since
 * it was imported, or that has ended, stays as it is. @returns whether it was closed
 */
export async function closePast(work: Work, id: TicketId): Promise<boolean> {
  const ticket = await holdTicket(work, id, { deleted: true })
  if (ticket.deletedAt || isEnded(ticket.status)) return false
  const [news] = await work.tx
    .select({ id: messages.id })
    .from(messages)
    .leftJoin(mails, eq(mails.id, messages.mailId))
    .where(and(eq(messages.ticketId, id), or(isNull(mails.id), ne(mails.door, 'import'))))
    .limit(1)
  if (news) return false
  await closeTicket(asOf(work, ticket.updatedAt), id)
  return true
}
