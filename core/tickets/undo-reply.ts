import { and, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { holdTicket } from './ticket.ts'

/**
 * Takes a reply back within its undo window. The lock on its mail decides against the sender: either it has left,
 * or it never will. The text is returned for the composer; the ticket stays where the reply had moved it.
 */
export async function undoReply(work: Work, id: MessageId): Promise<string> {
  const [mail] = await work.tx
    .select({
      id: outbound.id,
      ticketId: outbound.ticketId,
      state: outbound.state,
      attempts: outbound.attempts,
    })
    .from(outbound)
    .where(eq(outbound.messageId, id))
    .for('update')
  if (!mail) refuse('not-found', { what: 'reply' })
  await holdTicket(work, mail.ticketId)
  if (mail.state !== 'queued' || mail.attempts > 0) refuse('too-late-to-undo')
  await work.tx
    .update(outbound)
    .set({ state: 'cancelled', reason: 'Taken back' })
    .where(eq(outbound.id, mail.id))
  const [message] = await work.tx
    .update(messages)
    .set({ withdrawnAt: work.now })
    .where(and(eq(messages.id, id)))
    .returning({ text: messages.text })
  await record(work, mail.ticketId, 'unsent', { messageId: id })
  return message?.text ?? ''
}
