import type { Work } from '#core/app.ts'
import { obstacleTo } from '#core/mails/automatic.ts'
import { queueMail } from '#core/mails/queue.ts'
import { isSendable } from '#core/people/address.ts'
import { answersInSlack, queueSlackAnswer } from '#core/slack/requests-answers.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import { answeredMail } from '#core/tickets/answered.ts'
import { addMessage } from '#core/tickets/messages.ts'
import { answerAddresses } from '#core/tickets/participants.ts'
import { replySubject } from '#core/tickets/reply-subject.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import { record } from '#core/timeline.ts'

/**
 * The desk writes to a requester by itself: marked as automatic and limited like all such mail, so that two desks
 * never answer each other on and on. A limit that should never be reached is recorded.
 */
export async function answerByItself(work: Work, ticket: Ticket, text: string): Promise<void> {
  const to = await whereTo(work, ticket)
  const inSlack = await answersInSlack(work.tx, ticket.id)
  if (!to && !inSlack) return
  const mailbox = to ? await mailboxFor(work.tx, ticket) : undefined
  const answered = await answeredMail(work.tx, ticket.id)
  const messageId = await addMessage(work, ticket.id, {
    channel: to ? 'email' : 'slack',
    direction: 'outbound',
    visibility: 'public',
    automatic: true,
    authorId: null,
    authorAddress: mailbox?.address ?? null,
    subject: replySubject(answered.subject ?? ticket.subject),
    text,
    references: answered.references,
  })
  if (to && mailbox)
    await queueMail(work, {
      ...{ kind: 'notice', ticketId: ticket.id, messageId, mailbox },
      ...{ to: [to], cc: [], notBefore: work.now },
    })
  await queueSlackAnswer(work, ticket.id, messageId, work.now)
  await record(work, ticket.id, 'answered_by_itself', { messageId, to })
}

/** Undefined: no mail can, or may, be sent to the requester now. */
async function whereTo(work: Work, { id }: Ticket): Promise<string | undefined> {
  const [address] = (await answerAddresses(work.tx, id)).to
  if (!address || !isSendable(address)) return undefined
  const obstacle = await obstacleTo(work, address.toLowerCase(), 0)
  if (obstacle?.alarming) await record(work, id, 'not_sent', { reason: obstacle.reason })
  return obstacle ? undefined : address
}
