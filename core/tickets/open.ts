import { getTableColumns } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { routingOfNew } from '#core/routing/route-after.ts'
import { keepClocks } from '#core/sla/keep-clocks.ts'
import { offersToNew } from '#core/sla/promised.ts'
import { record } from '#core/timeline.ts'
import type { MailboxId, MessageId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import { tickets } from '#db/schema/tickets.ts'
import { addMessage, type NewMessage } from './messages.ts'
import { type Part, proposeParts, takePart } from './participants.ts'

interface NewTicket {
  subject: string // Empty: the list shows its first words.
  teamId: TeamId
  mailboxId?: MailboxId | null // Null: answers come from the team's first mailbox.
  requester: Omit<Part, 'address'> & { address: string | null } // Null: not by mail.
  others?: readonly Part[] // Named in To and Cc.
  priority?: TicketPriority
  follows?: TicketId | null // The closed ticket this goes on from.
  first: NewMessage
}

/** Opens a ticket with its first message. */
export async function openTicket(
  work: Work,
  { requester, others = [], first, follows = null, ...ticket }: NewTicket,
): Promise<{ ticketId: TicketId; messageId: MessageId }> {
  const fromRequester = first.direction === 'inbound'
  const [opened] = await work.tx
    .insert(tickets)
    .values({
      priority: 'MEDIUM',
      ...ticket,
      subject: ticket.subject.slice(0, 1000),
      status: 'new',
      requesterId: requester.personId,
      followsId: follows,
      openedAt: work.now,
      updatedAt: work.now,
      lastRequesterMessageAt: fromRequester ? work.now : null,
    })
    .returning({ ...getTableColumns(tickets), isRouted: routingOfNew, offers: offersToNew })
  if (!opened) throw new Error('Postgres returned no row for a new ticket')
  await takePart(work, opened.id, requester.personId, requester.address, 'requester')
  await proposeParts(work, opened.id, others)
  const messageId = await addMessage(work, opened.id, first)
  await keepClocks(work, opened, { kind: 'opened', offers: opened.offers })
  await record(work, opened.id, 'opened', {
    messageId,
    channel: first.channel,
    ...(follows && { follows }),
  })
  if (opened.isRouted) work.enqueue('desk.route', { ticket: opened.id, opened: true })
  return { ticketId: opened.id, messageId }
}
