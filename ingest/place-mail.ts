import type { Work } from '#core/app.ts'
import { placeCanary } from '#core/canary/arrive.ts'
import { blockOf } from '#core/mails/blocked-senders.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { findRelatives, findTwin, type Twin } from '#core/mails/relatives.ts'
import { verifyMessageId } from '#core/mails/reply-token.ts'
import { held } from './held.ts'
import { type Letter, sendersOf } from './mail/letter.ts'
import { namedBy } from './mail/thread.ts'
import { placeAutomatic } from './place-automatic.ts'
import { placeBounce } from './place-bounce.ts'
import { type Posted, placeWritten } from './place-written.ts'
import { spamReason } from './spam.ts'

/** Honest ways are shorter. What has passed more mail systems goes round in a circle (RFC 5321 §6.3). */
const maxHops = 25

/**
 * Finds the place of a mail and puts it there; of these rules the first that fits. Nothing is dropped: what may not
 * enter a ticket is held in the ledger, with the reason.
 */
export async function placeMail(work: Work, letter: Letter, mail: Posted): Promise<Conclusion> {
  const end = await placeByRules(work, letter, mail)
  if (!mail.decision) return end
  const who = mail.decidedBy ?? 'Somebody at the command line'
  return { ...end, reason: `${end.reason} ${who} ${decided[mail.decision]}.` }
}

const decided = {
  admit: 'let the mail in',
  join: 'put the mail into its ticket',
  open: 'gave the mail a ticket of its own',
} as const

async function placeByRules(work: Work, letter: Letter, mail: Posted): Promise<Conclusion> {
  const canary = await placeCanary(work, letter)
  if (canary) return canary
  const circle = circleOf(work, letter)
  if (circle) return { state: 'loop', reason: circle }
  const { author, classified } = letter
  if (classified.kind === 'bounce') return placeBounce(work, letter)
  const named = [...(author ? [author] : []), ...letter.others].map(({ address }) => address)
  const mayBeSpam = !mail.decision && classified.kind !== 'feedback'
  const senders = sendersOf(letter)
  const [twin, relatives, ours, block] = await Promise.all([
    findTwin(work.tx, letter.fingerprint),
    findRelatives(work.tx, namedBy(work.keys, letter), senders),
    ownAddresses(work.tx, named),
    mayBeSpam
      ? blockOf(work.tx, [...(senders.author ? [senders.author] : []), ...senders.lists])
      : undefined,
  ])
  if (twin && !(twin.state && mail.decision)) return delivered(twin)
  if (author && ours.has(author.address))
    return { state: 'loop', reason: `It comes from ${author.address}, a mailbox of this desk.` }
  if (relatives.some((one) => one.byUs && one.headerMessageId === letter.messageId))
    return { state: 'loop', reason: 'This desk has sent it; it came back.' }
  const spam = mayBeSpam ? spamReason(letter, block, relatives) : null
  if (spam !== null) return { state: 'spam', reason: spam }
  if (letter.severalFrom && !mail.decision)
    return held('It has more than one From: nobody can tell who wrote it.')
  const isForPeople = mail.decision === 'join' || mail.decision === 'open'
  if (classified.kind !== 'human' && !isForPeople) return placeAutomatic(work, letter, relatives)
  if (!author) return held('It names no sender who could be answered.')
  const others = letter.others.filter(({ address }) => !ours.has(address))
  return placeWritten(work, { ...letter, author, others }, mail, relatives)
}

/** Why a mail is one of ours that came back, or one that never arrives; null: it is neither. */
function circleOf({ keys }: Work, { messageId, hops }: Letter): string | null {
  if (verifyMessageId(keys, messageId)) return 'This desk has sent it; it came back.'
  return hops > maxHops ? `It has passed ${hops} mail systems: it goes round in a circle.` : null
}

function delivered({ mailId, ticketId, state }: Twin): Conclusion {
  const where = { held: 'is held', spam: 'was taken for spam' }
  const what = state ? `which ${where[state]}` : `whose message is in ticket #${ticketId}`
  return { state: 'duplicate', reason: `It is the same as mail ${mailId}, ${what}.`, ticketId }
}
