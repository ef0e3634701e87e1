import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, PersonId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { holdMessage, keepVersion } from './edit-note.ts'

/**
 * Removes what a message says from everywhere that people look; that there was one stays to be seen. Its words are a
 * version from then on, for the audit.
 * @param by null: nobody knows who did it
 */
export async function withdrawMessage(
  work: Work,
  id: MessageId,
  by: PersonId | null,
): Promise<void> {
  const message = await holdMessage(work, id)
  if (!message) return
  await keepVersion(work, message, by)
  await work.tx
    .update(messages)
    .set({ text: '', visibleText: '', html: null, deletedAt: work.now })
    .where(eq(messages.id, id))
  await record(work, message.ticketId, 'removed', { messageId: id })
}
