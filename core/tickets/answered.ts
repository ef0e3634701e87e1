import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'

const maxReferences = 20

/**
 * The mail that an answer goes on from: the last public one of the ticket. Its subject, not the ticket's, is
 * answered, because what agents rename a ticket to is not for its requester.
 */
export async function answeredMail(
  db: Reader,
  ticketId: TicketId,
): Promise<{ subject: string | null; references: string[] }> {
  const [mail] = await db
    .select({
      subject: messages.subject,
      headerMessageId: messages.headerMessageId,
      references: messages.references,
    })
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, ticketId),
        eq(messages.visibility, 'public'),
        eq(messages.automatic, false),
        isNull(messages.withdrawnAt),
        isNotNull(messages.headerMessageId),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(1)
  return { subject: mail?.subject ?? null, references: mail ? referencesTo(mail) : [] }
}

/**
 * What an answer to a mail refers to, oldest first: it ends with the mail itself (RFC 5322 §3.6.4); of many, the first
 * is kept, which names the conversation.
 */
export function referencesTo(mail: {
  headerMessageId: string | null
  references: readonly string[]
}): string[] {
  const own = mail.headerMessageId ?? ''
  const before = mail.references.filter((id) => id !== own)
  const ids = [...new Set([...before, own])].filter(canStandInHeader)
  return [...ids.slice(0, 1), ...ids.slice(1).slice(1 - maxReferences)]
}

/** Others choose their Message-IDs; one with blanks, brackets or worse is left out of ours. */
function canStandInHeader(id: string): boolean {
  return /^[!-;=?-~]{1,250}$/.test(id)
}
