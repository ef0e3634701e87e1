import type { Work } from '#core/app.ts'
import type { LedgerMail } from '#core/mails/claim.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { findRelatives, findTwin } from '#core/mails/relatives.ts'
import { agentAt } from '#core/people/agent-at.ts'
import { findOrAddPeople } from '#core/people/find-or-add.ts'
import { addMessage, type NewMessage } from '#core/tickets/messages.ts'
import { openTicket } from '#core/tickets/open.ts'
import { type Part, proposeParts } from '#core/tickets/participants.ts'
import { addPast, answeredThen } from '#core/tickets/past.ts'
import { holdForMail } from '#core/tickets/receive.ts'
import { holdTicket, type Ticket } from '#core/tickets/ticket.ts'
import type { PersonId } from '#db/schema/columns.ts'
import type { Letter } from '#ingest/mail/letter.ts'
import type { MailAddress } from '#ingest/mail/parsed.ts'
import { namedBy, threadOf } from '#ingest/mail/thread.ts'

/** A mail from an archive that we wrote ourselves. */
interface Ours extends Letter {
  authorId: PersonId | null // Null: no agent is known by its address.
  to: MailAddress[] // Those it was written to who are not us.
}

/** A mail from one of our mailboxes, or from an agent, to somebody else; undefined: it is none of ours. */
export async function oursIn(work: Work, letter: Letter): Promise<Ours | undefined> {
  const { author, others, severalFrom } = letter
  if (!author || severalFrom) return undefined
  const named = [author, ...others].map(({ address }) => address)
  const [ours, authorId] = await Promise.all([
    ownAddresses(work.tx, named),
    agentAt(work.tx, author.address),
  ])
  const to = others.filter(({ address }) => !ours.has(address) && address !== author.address)
  const isOurs = to.length > 0 && (ours.has(author.address) || authorId !== null)
  return isOurs ? { ...letter, authorId, to } : undefined
}

/** Whoever it went to takes part: that is where it belongs, else it began a conversation. */
export async function placeOurs(work: Work, letter: Ours, mail: LedgerMail): Promise<Conclusion> {
  const lists = letter.to.map(({ address }) => address.toLowerCase())
  const [twin, relatives] = await Promise.all([
    findTwin(work.tx, letter.fingerprint),
    findRelatives(work.tx, namedBy(work.keys, letter), { author: null, lists }),
  ])
  const sent = relatives.find((one) => one.byUs && one.headerMessageId === letter.messageId)
  const before = twin ?? sent
  if (before) {
    const reason = `It is in ticket #${before.ticketId} already.`
    return { state: 'duplicate', reason, ticketId: before.ticketId }
  }
  const thread = threadOf(letter, relatives)
  const held = thread && (await holdForMail(work, thread.ticketId))
  const { kind, reason } = letter.classified
  const automatic = kind !== 'human'
  if (automatic && !held) return { state: kind, reason }
  const parts = await findOrAddPeople(work, letter.to)
  const { authorId } = letter
  const said = { ...letter.message, direction: 'outbound' as const, automatic, authorId }
  return held ? goOn(work, held.ticket, parts, said) : begin(work, mail, parts, said)
}

async function goOn(
  work: Work,
  ticket: Ticket,
  parts: readonly Part[],
  said: NewMessage,
): Promise<Conclusion> {
  const { id } = ticket
  await proposeParts(work, id, parts)
  const moves = !said.automatic && ticket.updatedAt <= work.now
  const messageId = await (moves ? addMessage : addPast)(work, id, said)
  if (moves) await answeredThen(work, ticket, messageId)
  return { state: 'appended', reason: `We wrote it in ticket #${id}.`, ticketId: id, messageId }
}

async function begin(
  work: Work,
  { mailboxId, teamIds: [teamId] }: LedgerMail,
  [requester, ...others]: readonly Part[],
  first: NewMessage,
): Promise<Conclusion> {
  if (!teamId || !requester)
    return { state: 'held', reason: 'It was sent from no mailbox of this desk.' }
  const subject = first.subject ?? ''
  const opened = await openTicket(work, { subject, teamId, mailboxId, requester, others, first })
  await answeredThen(work, await holdTicket(work, opened.ticketId), opened.messageId)
  return { state: 'opened', reason: 'We began a conversation with it.', ...opened }
}
