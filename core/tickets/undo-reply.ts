import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { beforeAnswers } from './before-answers.ts'
import { holdReply } from './hold-reply.ts'
import { standingAnswer } from './standing-answer.ts'
import { changeTicket } from './ticket.ts'

/**
 * Takes a reply back before it leaves: within its undo window, or until the moment it is scheduled for. The lock on
 * its mail decides against the sender: either it has left, or it never will. The text is returned for the composer;
 * the ticket goes back to where the reply had found it, and what was never sent was no first response.
 */
export async function undoReply(work: Work, id: MessageId): Promise<string> {
  const { ticket, mailId, hasLeft } = await holdReply(work, id)
  if (hasLeft) refuse('too-late-to-undo')
  if (mailId)
    await work.tx
      .update(outbound)
      .set({ state: 'cancelled', reason: 'Taken back' })
      .where(eq(outbound.id, mailId))
  const [message] = await work.tx
    .update(messages)
    .set({ withdrawnAt: work.now })
    .where(and(eq(messages.id, id), isNull(messages.withdrawnAt)))
    .returning({ text: messages.text })
  if (!message) refuse('too-late-to-undo')
  const firstResponseAt = await standingAnswer(work.tx, ticket.id)
  const found = await beforeAnswers(work, ticket)
  await changeTicket(work, ticket, 'unsent', { ...found, firstResponseAt }, { messageId: id })
  return message.text
}

/** The words of a reply that was taken back, as often as they are asked for. */
export async function takenBack(db: Reader, id: MessageId): Promise<string> {
  const [message] = await db
    .select({ text: messages.text })
    .from(messages)
    .where(and(eq(messages.id, id), isNotNull(messages.withdrawnAt)))
  return message?.text ?? refuse('not-found', { what: 'message' })
}
