import type { Agent } from '#core/actor.ts'
import type { LedgerMail } from '#core/mails/claim.ts'
import type { Heading } from '#core/mails/conclude.ts'
import type { Senders } from '#core/mails/relatives.ts'
import { storable } from '#core/storable.ts'
import type { AttachedFile, NewMessage } from '#core/tickets/messages.ts'
import type { Authentication, BounceNote } from '#db/schema/mails.ts'
import type { Bounce, Classified } from './classify.ts'
import { fingerprintOf } from './fingerprint.ts'
import { listAddresses, namesOf, shortId, subjectNumbers } from './names.ts'
import type { MailAddress, ParsedMail } from './parsed.ts'
import type { ReadMail } from './read-in-worker.ts'
import { recipientsOf } from './recipients.ts'
import { spamVerdict } from './spam-verdict.ts'

/** A mail that has been read, in the words and bounds of the desk: all that is needed to find its place. */
export interface Letter {
  author: MailAddress | null // Null: nobody who could be written down.
  severalFrom: boolean
  others: MailAddress[] // In To and Cc.
  copied: string[] // Those in Cc, in lower case.
  recipients: string[] // Every address it was sent to, of the envelope and the header, in lower case.
  classified: Classified
  messageId: string
  names: string[] // The Message-IDs it is about, nearest first.
  lists: string[] // The addresses of the mailing list it came by, in lower case.
  subjectNumbers: number[] // Tickets that its subject names, as in `[#1042]`.
  hops: number // The mail systems it has passed.
  authentication: Authentication | null // Null: who sent it was not checked.
  forged: string | null // Why it must be taken for forged, as a sentence; null: nothing asks for that.
  spamVerdict: string | null // Which filter before us took it for spam, as a sentence; null: none.
  fingerprint: string
  message: Omit<NewMessage, 'authorId'>
  forwarded?: ForwardedLetter | null // Null or absent: an agent passes nothing on with it.
  heading: Heading
  notes: string[]
}

/** One that somebody has written. */
export type Written = Letter & { author: MailAddress }

/** A mail that an agent passes on, in the words and bounds of the desk. */
export interface ForwardedLetter {
  by: Agent
  comment: string // What they wrote above it.
  original: Letter | null // Null: it could not be read whose it was.
  attached: boolean // It came whole, as a file, and has a name of its own.
}

/** Whose part in a conversation lets a mail in. */
export function sendersOf({ author, lists }: Pick<Letter, 'author' | 'lists'>): Senders {
  return { author: author?.address.toLowerCase() ?? null, lists }
}

/** Longer texts are kept in the raw mail alone. */
const maxText = 1_000_000
const maxOthers = 50

export function letterOf(
  { mail, classified, visible }: Omit<ReadMail, 'forwarded'>,
  files: AttachedFile[],
  ledger: Pick<LedgerMail, 'id' | 'receivedAt' | 'envelopeTo'>,
  authentication: Authentication | null = null,
): Letter {
  const author = [mail.from ?? mail.replyTo[0]].find(canBeKept) ?? null
  const messageId = shortId(mail.messageId)
  const names = namesOf(mail)
  const subject = storable(mail.subject, 1000)
  const fingerprint = fingerprintOf(
    mail,
    files.map(({ sha256 }) => sha256),
  )
  return {
    author,
    severalFrom: mail.fromCount > 1,
    others: [...mail.to, ...mail.cc].filter(canBeKept).slice(0, maxOthers),
    copied: mail.cc.map(({ address }) => address.toLowerCase()),
    recipients: recipientsOf(mail, ledger.envelopeTo),
    classified,
    messageId,
    names: [...(classified.bounce?.originalMessageIds.slice(0, 50).map(shortId) ?? []), ...names],
    lists: listAddresses(mail).map((address) => storable(address.toLowerCase(), 320)),
    subjectNumbers: subjectNumbers(subject),
    hops: mail.headers.filter(({ name }) => name === 'received').length,
    authentication,
    forged: null,
    spamVerdict: spamVerdict(mail),
    fingerprint,
    message: {
      channel: 'email',
      direction: 'inbound',
      visibility: 'public',
      automatic: classified.kind !== 'human',
      authorAddress: author?.address ?? null,
      subject,
      text: storable(mail.text, maxText),
      visibleText: storable(visible, maxText),
      html: mail.html === null ? null : storable(mail.html, maxText),
      headerMessageId: messageId,
      references: names.toReversed(), // Oldest first, as in the mail.
      fingerprint,
      mailId: ledger.id,
      sentAt: sentAt(mail.date, ledger.receivedAt),
      attachments: files,
    },
    heading: {
      headerMessageId: messageId,
      sender: author?.address ?? null,
      subject,
      fingerprint,
      authentication,
      bounce: classified.bounce && noteOf(classified.bounce),
    },
    notes: [...mail.notes, ...(isLong(mail) ? [tooLong] : [])],
  }
}

function noteOf({ recipients, status }: Bounce): BounceNote {
  const named = recipients.slice(0, maxOthers).map((address) => storable(address, 320))
  return { recipients: named, status }
}

const tooLong = `Of its text ${maxText.toLocaleString('en')} characters are shown; the raw mail has all of it.`

function isLong({ text, html }: ParsedMail): boolean {
  return Math.max(text.length, html?.length ?? 0) > maxText
}

/** One address as the database takes it (see `is_address`); what else stands in a header is nobody to write to. */
function canBeKept(one: MailAddress | undefined): one is MailAddress {
  const address = /^[^\p{Z}\p{C}<>,;"]+@[^\p{Z}\p{C}@<>,;"]+$/u
  return one !== undefined && one.address.length <= 320 && address.test(one.address)
}

/** By the sender's clock, unless it cannot be right. */
function sentAt(date: Date | null, receivedAt: Date): Date {
  const dayMs = 86_400_000
  const isLikely = date && date.getTime() > 0 && date.getTime() < receivedAt.getTime() + dayMs
  return isLikely ? date : receivedAt
}
