import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'

const maxFiles = 10 // As many as Slack shows in one message.

export type AnsweredFile = Pick<typeof attachments.$inferSelect, 'filename' | 'size' | 'sha256'>

/** The files of an answer that its requester is to see in Slack, which takes no empty ones. */
export function filesToShare(db: Reader, answer: MessageId): Promise<AnsweredFile[]> {
  return db
    .select({
      filename: attachments.filename,
      size: attachments.size,
      sha256: attachments.sha256,
    })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .innerJoin(tickets, eq(tickets.id, attachments.ticketId))
    .where(
      and(
        eq(messages.id, answer),
        eq(messages.visibility, 'public'),
        eq(attachments.inline, false),
        gt(attachments.size, 0),
        isNull(messages.withdrawnAt),
        isNull(messages.deletedAt),
        isNull(tickets.deletedAt),
      ),
    )
    .orderBy(asc(attachments.id))
    .limit(maxFiles)
}
