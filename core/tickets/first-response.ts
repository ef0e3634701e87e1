import { and, eq, isNull, not, or, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { statusAfter } from './lifecycle.ts'
import { changeTicket, type Ticket } from './ticket.ts'

const mailsOfIt = sql`select from ${outbound} where ${outbound.messageId} = ${messages.id}`
const isMailed = sql`exists (${mailsOfIt})`
const stands = sql`exists (${mailsOfIt} and (${outbound.state} in ('queued', 'sending', 'sent')
  or (${outbound.state} = 'bounced' and not ${outbound.to} <@ ${outbound.bouncedTo})))`

/**
 * When the requester got the first answer that stands; null: none does. One that never left, or came back from everybody
 * it was to, is none.
 */
export async function firstResponse(db: Reader, ticketId: TicketId): Promise<Date | null> {
  const [first] = await db
    .select({ at: sql`min(${messages.createdAt})`.mapWith(messages.createdAt) })
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, ticketId),
        eq(messages.direction, 'outbound'),
        eq(messages.visibility, 'public'),
        eq(messages.automatic, false),
        isNull(messages.withdrawnAt),
        or(not(isMailed), stands),
      ),
    )
  return first?.at ?? null
}

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
      firstResponseAt: await firstResponse(work.tx, ticket.id),
    },
    details,
  )
}
