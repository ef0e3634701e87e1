import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { isInSlack, slackAnswerOf } from '#core/slack/requests-answers.ts'
import type { MessageId, OutboundId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { holdTicket, type Ticket } from './ticket.ts'

export interface HeldReply {
  ticket: Ticket
  mailId: OutboundId | undefined // Undefined: it goes to Slack alone.
  hasLeft: boolean // It cannot be taken back or changed any more.
}

/**
 * Locks a reply against its sender: either it has left, or it waits until this unit commits. Refuses what is no reply
 * that the actor may see.
 */
export async function holdReply(work: Work, id: MessageId): Promise<HeldReply> {
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
  const wasBegun = !waits || (mail?.attempts ?? 0) > 0 || more.length > 0
  return { ticket, mailId: mail?.id, hasLeft: wasBegun || (await isInSlack(work.tx, id)) }
}
