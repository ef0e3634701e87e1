import { and, eq, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { AttachmentId } from '#db/schema/columns.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'

/** What is known of an attachment, and whether seeing it must be recorded; refuses one that is not visible, or whose message was deleted. */
export async function findAttachment(db: Reader, id: AttachmentId) {
  const [found] = await db
    .select({ file: attachments, sensitive: tickets.sensitive })
    .from(attachments)
    .innerJoin(tickets, eq(tickets.id, attachments.ticketId))
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(and(eq(attachments.id, id), isNull(messages.deletedAt)))
  return found ?? refuse('not-found', { what: 'attachment' })
}
