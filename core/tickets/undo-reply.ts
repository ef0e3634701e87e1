import { and, eq, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { isInSlack, slackAnswerOf } from '#core/slack/requests-answers.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { firstResponse } from './first-response.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/**
 * Takes a reply back before it leaves: within its undo window, or until the moment it is scheduled for. The lock on
 * its mail decides against the sender: either it has left, or it never will. The text is returned for the composer;
 * the ticket stays where the reply had moved it, but what was never sent was no first response.
 */
export async function undoReply(work: Work, id: MessageId): Promise<string> {
  const [mail, ...more] = await work.tx
    .select({
      id: outbound.id,
      kind: outbound.kind,
      ticketId: outbound.ticketId,
      state: outbound.state,
      attempts: outbound.attempts,
    })
    .from(outbound)
    .where(eq(outbound.messageId, id))
    .orderBy(outbound.id)
    .for('update')
  const ticketId = mail ? mail.kind === 'reply' && mail.ticketId : await slackAnswerOf(work.tx, id)
  if (!ticketId) refuse('not-found', { what: 'reply' })
  const ticket = await holdTicket(work, ticketId)
  const waits = !mail || mail.state === 'queued' || mail.state === 'scheduled'
  if (!waits || (mail?.attempts ?? 0) > 0 || more.length > 0) refuse('too-late-to-undo')
  if (await isInSlack(work.tx, id)) refuse('too-late-to-undo')
  if (mail)
    await work.tx
      .update(outbound)
      .set({ state: 'cancelled', reason: 'Taken back' })
      .where(eq(outbound.id, mail.id))
  const [message] = await work.tx
    .update(messages)
    .set({ withdrawnAt: work.now })
    .where(and(eq(messages.id, id), isNull(messages.withdrawnAt)))
    .returning({ text: messages.text })
  if (!message) refuse('too-late-to-undo')
  const firstResponseAt = await firstResponse(work.tx, ticket.id)
  await changeTicket(work, ticket, 'unsent', { firstResponseAt }, { messageId: id })
  return message.text
}
