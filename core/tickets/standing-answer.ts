import { and, eq, gte, isNotNull, isNull, not, or, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'

const mailsOfIt = sql`select from ${outbound} where ${outbound.messageId} = ${messages.id}`
const isMailed = sql`exists (${mailsOfIt})`
const stands = sql`exists (${mailsOfIt} and (${outbound.state} in ('queued', 'sending', 'sent')
  or (${outbound.state} = 'bounced' and not ${outbound.to} <@ ${outbound.bouncedTo})))`

/**
 * When the requester got the first answer that stands; null: none does. One that never left, or came back from everybody
 * it was to, is none.
 * @param since of those from then on, and by an agent: what the desk says by itself meets no promise
 */
export async function standingAnswer(
  db: Reader,
  ticketId: TicketId,
  since?: Date,
): Promise<Date | null> {
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
        since && and(gte(messages.createdAt, since), isNotNull(messages.authorId)),
      ),
    )
  return first?.at ?? null
}
