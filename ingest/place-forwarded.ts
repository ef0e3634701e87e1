import { asAgent, type Work } from '#core/app.ts'
import type { LedgerMail } from '#core/mails/claim.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { findTwin } from '#core/mails/relatives.ts'
import { Refusal } from '#core/refusal.ts'
import { whomTeamLetsIn } from '#core/teams/lets-in.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import type { ForwardedLetter, Written } from './mail/letter.ts'
import type { MailAddress } from './mail/parsed.ts'
import { isForged, whyNotBelieved } from './proof.ts'

type Open = (letter: Written) => Promise<Conclusion>

/**
 * Begins a conversation with whoever wrote the mail that an agent passes on; what the agent wrote above it is a note.
 * Where it cannot be read whose it was, the agent stays and a note asks.
 *
 * Who forges the name of an agent must not get the names of others with it. So the agent has to be believed: as any
 * sender by the team, and never against what the domain of their address says of it.
 * @param open opens a ticket with a mail as it is
 */
export async function openForwarded(
  work: Work,
  letter: Written,
  mail: Pick<LedgerMail, 'teamIds' | 'decision'>,
  open: Open,
): Promise<Conclusion> {
  const { forwarded } = letter
  if (!forwarded) return open(letter)
  const doubt = await whyNotPassedOn(work, letter, mail)
  if (doubt) {
    const end = await open(letter)
    return { ...end, reason: `${end.reason} What it forwards is left in it. ${doubt}` }
  }
  const original = await whatOthersWrote(work, letter, forwarded)
  if (!original) return askWho(work, forwarded, await open(letter))
  return (
    (await noteOnTwin(work, letter, forwarded)) ??
    (await openOriginal(work, letter, original, forwarded, open))
  )
}

/** What somebody has decided to let in is believed. */
async function whyNotPassedOn(
  { tx }: Work,
  letter: Written,
  { teamIds: [teamId], decision }: Pick<LedgerMail, 'teamIds' | 'decision'>,
): Promise<string | null> {
  if (decision || !teamId) return null
  if (isForged(letter)) return `The domain of ${letter.author.address} denies that it has sent it.`
  return whyNotBelieved(letter, { part: 'requester' }, await whomTeamLetsIn(tx, teamId))
}

/** The mail that is passed on; null: nobody can be read from it, or it was written by the agent, or by this desk. */
async function whatOthersWrote(
  { tx }: Work,
  { author: { address: agent } }: Written,
  { original }: ForwardedLetter,
): Promise<Written | null> {
  const author = original?.author
  if (!author) return null
  const ours = await ownAddresses(
    tx,
    [author, ...original.others].map(({ address }) => address),
  )
  const isOther = ({ address }: MailAddress) =>
    !ours.has(address) && address.toLowerCase() !== agent.toLowerCase()
  return isOther(author) ? { ...original, author, others: original.others.filter(isOther) } : null
}

async function openOriginal(
  work: Work,
  letter: Written,
  original: Written,
  { by, attached }: ForwardedLetter,
  open: Open,
): Promise<Conclusion> {
  // The fingerprint of the forward goes with the note; one that was copied has none of its own.
  const fingerprint = attached ? original.fingerprint : null
  const end = await open({ ...original, message: { ...original.message, fingerprint } })
  if (!end.ticketId) return end
  // Not under the agent's own sight: they may pass mail on to a team that they are not of.
  await note({ ...work, actor: by }, end.ticketId, letter)
  const reason = `${end.reason} ${by.name} has forwarded it; ${original.author.address} wrote it.`
  return { ...end, reason }
}

/** A mail that is passed on as a file may have come by itself before: then the note goes there. */
async function noteOnTwin(
  work: Work,
  letter: Written,
  { by, attached, original }: ForwardedLetter,
) {
  const twin = attached && original ? await findTwin(work.tx, original.fingerprint) : undefined
  const ticketId = twin?.state ? null : twin?.ticketId
  if (!ticketId) return undefined
  try {
    const messageId = await asAgent(work, by, (as) => note(as, ticketId, letter))
    const reason = `${by.name} forwards a mail that is in ticket #${ticketId} already; a note there has what they wrote.`
    return { state: 'appended' as const, reason, ticketId, messageId }
  } catch (error) {
    if (error instanceof Refusal) return undefined // A ticket that is not theirs to see.
    throw error
  }
}

/** The files of a mail that is passed on belong to that; what a mail as a file was sent with belongs here. */
function note(work: Work, ticketId: TicketId, letter: Written): Promise<MessageId> {
  const { message, forwarded, fingerprint } = letter
  const passedOn = new Set(forwarded?.original?.message.attachments?.map(({ sha256 }) => sha256))
  const own = message.attachments?.filter(({ sha256 }) => !passedOn.has(sha256)) ?? []
  return noteOnTicket(work, ticketId, {
    text: forwarded?.comment || 'Forwarded by mail.',
    files: forwarded?.attached ? own : [],
    cameIn: { mailId: message.mailId ?? null, fingerprint },
  })
}

async function askWho(work: Work, { by }: ForwardedLetter, end: Conclusion): Promise<Conclusion> {
  if (!end.ticketId) return end
  const text = `${by.name} has forwarded this mail. Who wrote it first cannot be read from it, so ${by.name} is the requester. Who asked? To answer them, put their address into To.`
  await noteOnTicket(work, end.ticketId, { text })
  return { ...end, reason: `${end.reason} It is a forward, but it cannot be read of whom.` }
}
