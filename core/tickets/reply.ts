import type { Work } from '#core/app.ts'
import { queueMail } from '#core/mails/queue.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { isSendable } from '#core/people/address.ts'
import { findOrAddPerson } from '#core/people/find-or-add.ts'
import { refuse } from '#core/refusal.ts'
import { answersInSlack, queueSlackAnswer } from '#core/slack/requests-answers.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { answeredMail } from './answered.ts'
import { statusAfter } from './lifecycle.ts'
import { addMessage } from './messages.ts'
import { answerAddresses, takePart } from './participants.ts'
import { replySubject } from './reply-subject.ts'
import { changeTicket, holdTicket } from './ticket.ts'
import { channelOf, type Writing } from './writing.ts'

interface Reply extends Writing {
  to?: string[] | undefined // Absent: whoever takes part.
  cc?: string[] | undefined
  undoSeconds: number // How long it can be taken back before it leaves.
  sendAt?: Date | undefined // Absent: as soon as it can no longer be taken back. Until then it can.
}

const maxAheadMs = 366 * 86_400_000

/**
 * Answers the requester, where they asked: a message, a mail or a post in Slack that leaves after the undo window or at a chosen moment, and the ticket
 * waits for its requester. An answer that is scheduled is no first response before it has left.
 */
export async function replyToTicket(work: Work, id: TicketId, reply: Reply): Promise<MessageId> {
  const ticket = await holdTicket(work, id)
  const status = statusAfter(ticket.status, 'answered')
  if (!reply.text.trim() && !reply.files?.length) refuse('nothing-to-send')
  const departure = departureOf(work, reply)
  const { to, cc } = await recipientsOf(work, id, reply)
  const mailbox = to.length > 0 ? await mailboxFor(work.tx, ticket) : undefined
  const answered = await answeredMail(work.tx, id)
  const messageId = await addMessage(work, id, {
    channel: channelOf(work.actor),
    direction: 'outbound',
    visibility: 'public',
    authorId: work.actor?.personId ?? null,
    authorAddress: mailbox?.address ?? null,
    subject: replySubject(answered.subject ?? ticket.subject),
    text: reply.text,
    html: reply.html ?? null,
    references: answered.references,
    attachments: reply.files ?? [],
    ...reply.cameIn,
  })
  if (mailbox)
    await queueMail(work, { kind: 'reply', ticketId: id, messageId, mailbox, to, cc, ...departure })
  await queueSlackAnswer(work, id, messageId, departure.notBefore)
  const isFirst = departure.state === 'queued' && !ticket.firstResponseAt
  await changeTicket(
    work,
    ticket,
    'replied',
    {
      status,
      lastAgentMessageAt: work.now,
      snoozedUntil: null,
      ...(isFirst && { firstResponseAt: work.now }),
    },
    { messageId, to, cc, ...(departure.state === 'scheduled' && { sendAt: departure.notBefore }) },
  )
  return messageId
}

function departureOf({ now }: Work, { undoSeconds, sendAt }: Reply) {
  const undoEnd = new Date(now.getTime() + undoSeconds * 1000)
  if (!sendAt) return { state: 'queued', notBefore: undoEnd } as const
  const aheadMs = sendAt.getTime() - now.getTime()
  if (!(aheadMs > 0 && aheadMs <= maxAheadMs))
    refuse('wrong-input', { why: 'Give a moment to send it that is to come, within a year.' })
  if (sendAt <= undoEnd) return { state: 'queued', notBefore: undoEnd } as const
  return { state: 'scheduled', notBefore: sendAt } as const
}

/**
 * Whoever an agent writes to takes part from then on, so that their answers come in. Our own addresses are left out,
 * for the desk does not write to itself; so is whoever is named twice. Refuses what no mail can be sent to.
 */
async function recipientsOf(work: Work, id: TicketId, reply: Reply) {
  const usual = await answerAddresses(work.tx, id)
  const to = reply.to ?? usual.to
  const cc = reply.cc ?? (reply.to ? [] : usual.cc)
  const wrong = [...to, ...cc].find((address) => !isSendable(address))
  if (wrong !== undefined)
    refuse('wrong-input', { why: `Mail cannot be sent to “${wrong}”. Give one plain address.` })
  const seen = new Set<string>()
  for (const address of await ownAddresses(work.tx, [...to, ...cc])) seen.add(address.toLowerCase())
  const isNew = (address: string) => seen.size < seen.add(address.toLowerCase()).size
  const others = { to: to.filter(isNew), cc: cc.filter(isNew) }
  if (others.to.length === 0) {
    if (!(await answersInSlack(work.tx, id))) refuse('nobody-to-send-to', { ticket: id })
    Object.assign(others, { to: others.cc, cc: [] }) // Its requester reads it there.
  }
  for (const address of [...(reply.to ? others.to : []), ...(reply.cc ? others.cc : [])])
    await takePart(work, id, await findOrAddPerson(work, address, ''), address, 'cc')
  return others
}
