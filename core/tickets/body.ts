import { and, eq, isNotNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'

/** A message as it came, with the files that its HTML can name by `cid:`. Refuses one that is not visible. */
export async function readBody(db: Reader, id: MessageId) {
  const [message] = await db
    .select({
      ticketId: messages.ticketId,
      html: messages.html,
      text: messages.text,
      sensitive: tickets.sensitive,
    })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .where(eq(messages.id, id))
  if (!message) return refuse('not-found', { what: 'message' })
  const named = await db
    .select({ id: attachments.id, contentId: attachments.contentId })
    .from(attachments)
    .where(and(eq(attachments.messageId, id), isNotNull(attachments.contentId)))
  return { ...message, named: new Map(named.map((file) => [file.contentId, file.id])) }
}
