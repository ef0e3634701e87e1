import { eq, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, PersonId } from '#db/schema/columns.ts'
import { messages, messageVersions } from '#db/schema/messages.ts'
import type { Writing } from './writing.ts'

type Message = typeof messages.$inferSelect

/**
 * Changes what a message says, and keeps what it said before. Only for what nobody else has in their hands: a note,
 * a reply that waits, what a requester wrote in Slack.
 * @returns false: it says the same, or is not there any more
 */
export async function editMessage(
  work: Work,
  id: MessageId,
  { text, html = null }: Pick<Writing, 'text'> & { html?: string | null | undefined },
  by: PersonId | null,
): Promise<boolean> {
  const message = await holdMessage(work, id)
  if (!message || (message.text === text && message.html === html)) return false
  await keepVersion(work, message, by)
  await work.tx
    .update(messages)
    .set({ text, visibleText: text, html, editedAt: work.now })
    .where(eq(messages.id, id))
  await record(work, message.ticketId, 'edited', { messageId: id })
  return true
}

/** A message, locked; undefined: it was taken back or removed. */
export async function holdMessage(work: Work, id: MessageId): Promise<Message | undefined> {
  const [message] = await work.tx.select().from(messages).where(eq(messages.id, id)).for('update')
  return message && !message.withdrawnAt && !message.deletedAt ? message : undefined
}

/** Keeps what a held message says now. */
export async function keepVersion(work: Work, message: Message, by: PersonId | null) {
  const { id: messageId, text, visibleText, html } = message
  const before = sql`select max(version) from message_versions where message_id = ${messageId}`
  await work.tx.insert(messageVersions).values({
    messageId,
    version: sql`coalesce((${before}), 0) + 1`,
    text,
    visibleText,
    html,
    changedById: by,
    changedAt: work.now,
  })
}
