import type { Work } from '#core/app.ts'
import type { LedgerMail } from '#core/mails/claim.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { findSiblings, type Relative } from '#core/mails/relatives.ts'
import { findOrAddPeople } from '#core/people/find-or-add.ts'
import { openTicket } from '#core/tickets/open.ts'
import { proposeParts, takePart } from '#core/tickets/participants.ts'
import { type HeldForMail, holdForMore, receiveMessage } from '#core/tickets/receive.ts'
import { subscribeAgain } from '#core/tickets/unsubscribe.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { held } from './held.ts'
import { sendersOf, type Written } from './mail/letter.ts'
import type { MailAddress } from './mail/parsed.ts'
import { siblingThread, type Thread, threadOf } from './mail/thread.ts'
import { placeAnswerByMail } from './place-answer-by-mail.ts'
import { openForwarded } from './place-forwarded.ts'
import { isForged, whyNotBelieved } from './proof.ts'

/** What the ledger knows of a mail: where it came to, and what somebody has decided about it. */
export type Posted = Pick<
  LedgerMail,
  'mailboxId' | 'teamIds' | 'ticketId' | 'decision' | 'decidedBy' | 'isAcknowledged'
>

/**
 * Places what a person wrote: into the conversation it goes on with, into one of its own, or it is held. An agent's mail
 * is that of any person, unless it is proven to be theirs: see placeAnswerByMail.
 * @param letter its `others` are without our own addresses
 */
export async function placeWritten(
  work: Work,
  letter: Written,
  mail: Posted,
  relatives: readonly Relative[],
): Promise<Conclusion> {
  const thread = await findThread(work, letter, mail, relatives)
  if (thread && !thread.belongs)
    return (
      (await placeAnswerByMail(work, letter, thread.ticketId)) ??
      stranger(letter.author, thread.ticketId)
    )
  const late = mail.decision === 'join'
  const into = thread && (await holdForMore(work, thread.ticketId, { late }))
  if (!into) return openForwarded(work, letter, mail, (one) => open(work, one, mail, null))
  const doubt = mail.decision ? null : whyNotBelieved(letter, thread, into.team)
  if (doubt) return held(doubt, thread.ticketId)
  const answersByMail = into.team.answersByMail && !mail.decision
  const answered = answersByMail && (await placeAnswerByMail(work, letter, thread.ticketId))
  if (answered) return answered
  if (!into.takesMore) return open(work, letter, mail, into.ticket.id)
  return append(work, letter, mail, thread, into)
}

/** Undefined: it begins a conversation. */
async function findThread(
  { tx }: Work,
  letter: Written,
  { decision, ticketId }: Posted,
  relatives: readonly Relative[],
): Promise<Thread | undefined> {
  if (decision === 'open') return undefined
  const joined = { part: null, address: null, belongs: true }
  if (decision === 'join' && ticketId) return { ...joined, ticketId, why: 'it was held for it' }
  const thread = threadOf(letter, relatives)
  if (thread) return decision === 'join' ? { ...thread, belongs: true } : thread
  if (letter.names.length === 0) return undefined
  return siblingThread(await findSiblings(tx, letter.names, sendersOf(letter)))
}

function stranger({ name, address }: MailAddress, ticketId: TicketId): Conclusion {
  const who = name ? `${name} <${address}>` : address
  return held(`It answers ticket #${ticketId}, in which ${who} takes no part.`, ticketId)
}

async function append(
  work: Work,
  letter: Written,
  { decision }: Posted,
  thread: Thread,
  { ticket, team }: HeldForMail,
): Promise<Conclusion> {
  const { id } = ticket
  const forged = !decision && isForged(letter)
  const { writer, others } = await whoIsIn(work, forged ? { ...letter, others: [] } : letter)
  const { part, address } = id === thread.ticketId ? thread : { part: null, address: null }
  const isKnown = address?.toLowerCase() === writer.address.toLowerCase()
  const role = decision === 'join' ? 'cc' : 'proposed'
  if (!isKnown && !forged) await takePart(work, id, writer.personId, writer.address, role)
  if (part !== 'requester' && !forged) await subscribeAgain(work, id, writer.personId)
  const mayBringIn = team.acceptsCopied && (part === 'requester' || part === 'cc')
  const trusted = mayBringIn && letter.authentication?.proven
  const named = others.map((one) => ({
    ...one,
    joins: trusted && letter.copied.includes(one.address.toLowerCase()),
  }))
  await proposeParts(work, id, named)
  const said = { ...letter.message, authorId: writer.personId }
  const messageId = await receiveMessage(work, ticket, said)
  const reason =
    id === thread.ticketId
      ? `It goes on with ticket #${id}: ${thread.why}.`
      : `It belongs to ticket #${thread.ticketId} (${thread.why}), which takes no more, and goes on with #${id}.`
  return { state: 'appended', reason, ticketId: id, messageId }
}

async function open(
  work: Work,
  letter: Written,
  { mailboxId, teamIds: [teamId], isAcknowledged }: Posted,
  follows: TicketId | null,
): Promise<Conclusion> {
  if (!teamId) return held('It was sent to no mailbox of this desk.')
  const { writer: requester, others } = await whoIsIn(work, letter)
  const first = { ...letter.message, authorId: requester.personId }
  const subject = letter.message.subject ?? ''
  const ticket = { subject, teamId, mailboxId, requester, others, follows, first }
  const reason = follows
    ? `It answers ticket #${follows}, which takes no more, and goes on from it.`
    : 'It begins a conversation.'
  const opened = await openTicket(work, ticket)
  if (isAcknowledged) work.enqueue('mail.acknowledge', { ticket: opened.ticketId })
  return { state: 'opened', reason, ...opened }
}

async function whoIsIn(work: Work, { author, others }: Pick<Written, 'author' | 'others'>) {
  const [writer, ...rest] = await findOrAddPeople(work, [author, ...others])
  if (!writer) throw new Error('The author of a mail was neither found nor added')
  return { writer, others: rest }
}
