import type { Work } from '#core/app.ts'
import type { LedgerMail } from '#core/mails/claim.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { findRelatives, findTwin, type Relative } from '#core/mails/relatives.ts'
import { findOrAddPeople } from '#core/people/find-or-add.ts'
import { openTicket } from '#core/tickets/open.ts'
import { proposeParts, takePart } from '#core/tickets/participants.ts'
import { holdForMore, receiveMessage } from '#core/tickets/receive.ts'
import { holdTicket, type Ticket } from '#core/tickets/ticket.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { Letter } from './mail/letter.ts'
import type { MailAddress } from './mail/parsed.ts'
import { aboutOurs, threadOf } from './mail/thread.ts'

/** Where a mail came to: the team and mailbox of its first recipient of ours. */
type Destination = Pick<LedgerMail, 'mailboxId' | 'teamIds'>

/**
 * Finds the place of a mail and puts it there; of these rules the first that fits. Nothing is dropped: what may not
 * enter a ticket is held in the ledger, with the reason.
 */
export async function placeMail(
  work: Work,
  letter: Letter,
  destination: Destination,
): Promise<Conclusion> {
  const { author } = letter
  const named = [...(author ? [author] : []), ...letter.others].map(({ address }) => address)
  const [twin, relatives, ours] = await Promise.all([
    findTwin(work.tx, letter.fingerprint),
    findRelatives(work.tx, letter),
    ownAddresses(work.tx, named),
  ])
  if (twin) return delivered(twin)
  if (letter.severalFrom) return held('It has more than one From: nobody can tell who wrote it.')
  if (letter.classified.kind !== 'human') return placeAutomatic(work, letter, relatives)
  if (!author) return held('It names no sender who could be answered.')
  if (ours.has(author.address))
    return { state: 'loop', reason: `It comes from ${author.address}, a mailbox of this desk.` }
  if (relatives.some((one) => one.byUs && one.headerMessageId === letter.messageId))
    return { state: 'loop', reason: 'This desk has sent it; it came back.' }
  const others = letter.others.filter(({ address }) => !ours.has(address))
  const thread = threadOf(letter, relatives)
  if (thread && !thread.belongs) return stranger(author, thread.ticketId)
  const ticket = thread && (await holdForMore(work, thread.ticketId))
  if (ticket) return append(work, { ...letter, author, others }, ticket)
  return open(work, { ...letter, author, others }, destination, thread?.ticketId ?? null)
}

/** A mail by somebody, to somebody: what is left of them once our own addresses are taken out. */
type Present = Pick<Letter, 'others' | 'message'> & { author: MailAddress }

function delivered({ mailId, ticketId }: { mailId: number | null; ticketId: TicketId }) {
  const reason = `It is the same as mail ${mailId}, whose message is in ticket #${ticketId}.`
  return { state: 'duplicate' as const, reason, ticketId }
}

function held(why: string, ticketId: TicketId | null = null): Conclusion {
  return { state: 'held', reason: `${why} Somebody has to decide where it belongs.`, ticketId }
}

function stranger({ name, address }: MailAddress, ticketId: TicketId): Conclusion {
  const who = name ? `${name} <${address}>` : address
  return held(`It answers ticket #${ticketId}, in which ${who} takes no part.`, ticketId)
}

/** Kept beside what we sent and it is about, but it moves nothing. */
async function placeAutomatic(
  work: Work,
  { names, classified, message }: Letter,
  relatives: readonly Relative[],
): Promise<Conclusion> {
  const { kind, reason } = classified
  const about = aboutOurs(names, relatives)
  if (kind === 'human') throw new Error('What a human wrote is not automatic')
  if (!about || kind === 'loop' || kind === 'feedback') return { state: kind, reason }
  const ticket = await holdTicket(work, about)
  const messageId = await receiveMessage(work, ticket, { ...message, authorId: null })
  return { state: kind, reason, ticketId: about, messageId }
}

async function append(work: Work, letter: Present, { id, ...ticket }: Ticket): Promise<Conclusion> {
  const { writer, others } = await whoIsIn(work, letter)
  await takePart(work, id, writer.personId, writer.address, 'proposed')
  await proposeParts(work, id, others)
  const said = { ...letter.message, authorId: writer.personId }
  const messageId = await receiveMessage(work, { id, ...ticket }, said)
  return { state: 'appended', reason: `It goes on with ticket #${id}.`, ticketId: id, messageId }
}

async function open(
  work: Work,
  letter: Present,
  { mailboxId, teamIds: [teamId] }: Destination,
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
  return { state: 'opened', reason, ...(await openTicket(work, ticket)) }
}

async function whoIsIn(work: Work, { author, others }: Present) {
  const [writer, ...rest] = await findOrAddPeople(work, [author, ...others])
  if (!writer) throw new Error('The author of a mail was neither found nor added')
  return { writer, others: rest }
}
