import { eq, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MailId, MessageId, TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { addresses } from '#db/schema/people.ts'
import { participants, tickets } from '#db/schema/tickets.ts'

/** The message of the same mail, delivered before: its ticket has it already. */
export async function findTwin(
  db: Reader,
  fingerprint: string,
): Promise<{ ticketId: TicketId; mailId: MailId | null } | undefined> {
  const [twin] = await db
    .select({ ticketId: messages.ticketId, mailId: messages.mailId })
    .from(messages)
    .where(eq(messages.fingerprint, fingerprint))
    .limit(1)
  return twin
}

/** A message that a mail names, or that names the mail. */
export interface Relative {
  id: MessageId
  ticketId: TicketId
  headerMessageId: string | null
  byUs: boolean // It is a mail we sent.
  withSender: boolean // Whoever sends the mail takes part in its ticket; those named in Cc do.
}

/**
 * The messages a mail belongs with: those with its own Message-ID, those it names, and those that name it because they
 * came first. Deleted tickets have none.
 * @param senders the addresses the mail comes from, in lower case: its author's, and its mailing list's
 */
export function findRelatives(
  db: Reader,
  mail: { messageId: string; names: readonly string[]; senders: readonly string[] },
): Promise<Relative[]> {
  return db
    .select({
      id: messages.id,
      ticketId: messages.ticketId,
      headerMessageId: messages.headerMessageId,
      byUs: sql<boolean>`${messages.direction} = 'outbound'`,
      withSender: takesPart(mail.senders),
    })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .where(
      sql`${tickets.deletedAt} is null and ${messages.id} in (
        select id from messages where header_message_id = any(${sql.param([mail.messageId, ...mail.names])}::text[])
        union (select id from messages where "references" @> ${sql.param([mail.messageId])}::text[] limit 100))`,
    )
    .limit(200)
}

function takesPart(senders: readonly string[]): SQL<boolean> {
  return sql<boolean>`exists (select from ${participants}
    join ${addresses} on ${addresses.personId} = ${participants.personId}
    where ${participants.ticketId} = ${messages.ticketId}
      and ${addresses.address}::text = any(${sql.param(senders)}::text[]))`
}
