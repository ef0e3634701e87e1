import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { statusAfter } from './lifecycle.ts'
import { addMessage, type NewMessage } from './messages.ts'
import { reopening } from './reopen.ts'
import { changeTicket, type Ticket } from './ticket.ts'

const dayMs = 86_400_000

/**
 * Whether what a requester writes still belongs to this ticket, by the policy of its team: a closed ticket takes it
 * for `reopenDays` (null: always; 0: never). A deleted one never does.
 */
async function takesMore(work: Work, ticket: Ticket): Promise<boolean> {
  if (ticket.deletedAt) return false
  if (!ticket.closedAt) return true
  const [team] = await work.tx
    .select({ reopenDays: teams.reopenDays })
    .from(teams)
    .where(eq(teams.id, ticket.teamId))
  const days = team?.reopenDays ?? null
  return days === null || work.now.getTime() - ticket.closedAt.getTime() < days * dayMs
}

/**
 * Adds what a requester wrote to a held ticket that takes it, and moves the ticket: whatever was waited for is over.
 * Automatic mail is kept, but moves nothing and counts in no clock.
 */
export async function receiveMessage(
  work: Work,
  ticket: Ticket,
  message: NewMessage,
): Promise<MessageId> {
  const messageId = await addMessage(work, ticket.id, message)
  const details = {
    messageId,
    channel: message.channel,
    ...(message.automatic && { automatic: true }),
  }
  if (message.automatic) {
    await record(work, ticket.id, 'received', details)
    return messageId
  }
  const status = statusAfter(ticket.status, ticket.closedAt ? 'reopened' : 'heard')
  await changeTicket(
    work,
    ticket,
    'received',
    {
      status,
      lastRequesterMessageAt: work.now,
      snoozedUntil: null,
      ...(ticket.resolvedAt && reopening(ticket)),
    },
    details,
  )
  return messageId
}

/** The same for a ticket that is known by its number only; locked first. Undefined: it takes no more. */
export async function holdForMore(work: Work, id: TicketId): Promise<Ticket | undefined> {
  const [ticket] = await work.tx.select().from(tickets).where(eq(tickets.id, id)).for('update')
  return ticket && (await takesMore(work, ticket)) ? ticket : undefined
}
