import { and, asc, eq, exists, gt, inArray, isNull, lt, not, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { tickets } from '#db/schema/tickets.ts'
import { maxFiles, showable } from './showable.ts'

export type SharedFile = Pick<typeof attachments.$inferSelect, 'filename' | 'size' | 'sha256'>

/** The files of an answer that its requester is to see in Slack, which takes no empty ones. */
export function filesToShare(db: Reader, answer: MessageId): Promise<SharedFile[]> {
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

const earlier = alias(attachments, 'earlier')

/**
 * The files of messages that agents may be shown in Slack, pictures within the words too; but a picture that the ticket
 * had before, as a logo under each mail, only once.
 */
export async function filesOfMessages(db: Reader, ids: MessageId[]) {
  if (ids.length === 0) return new Map<MessageId, KnownFile[]>()
  const before = db
    .select({ id: earlier.id })
    .from(earlier)
    .where(
      and(
        eq(earlier.ticketId, attachments.ticketId),
        eq(earlier.sha256, attachments.sha256),
        lt(earlier.id, attachments.id),
      ),
    )
  const rows = await db
    .select()
    .from(attachments)
    .where(
      and(
        inArray(attachments.messageId, ids),
        or(eq(attachments.inline, false), not(exists(before))),
      ),
    )
    .orderBy(asc(attachments.id))
  return Map.groupBy(rows, ({ messageId }) => messageId)
}

type KnownFile = typeof attachments.$inferSelect

/** What agents are shown of the files of a message, and the names of the others, which only the console has. */
export async function filesToShow(db: Reader, id: MessageId) {
  const files = (await filesOfMessages(db, [id])).get(id) ?? []
  const shown = showable(files)
  const isPicture = (file: KnownFile) => file.inline && file.contentType.startsWith('image/')
  const rest = files.filter((file) => !isPicture(file) && !shown.includes(file))
  return { shown, rest: rest.map(({ filename }) => filename) }
}

/** Whether agents may be shown in Slack what belongs to a message. */
export async function mayBeShown(db: Reader, id: MessageId): Promise<boolean> {
  const [shown] = await db
    .select({ id: messages.id })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .where(
      and(
        eq(messages.id, id),
        eq(tickets.sensitive, false),
        isNull(messages.withdrawnAt),
        isNull(messages.deletedAt),
        isNull(tickets.deletedAt),
      ),
    )
  return shown !== undefined
}
