import type { LedgerMail } from '#core/mails/claim.ts'
import type { Heading } from '#core/mails/conclude.ts'
import { storable } from '#core/storable.ts'
import type { AttachedFile, NewMessage } from '#core/tickets/messages.ts'
import type { Classified } from './classify.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { MailAddress, ParsedMail } from './parsed.ts'
import type { ReadMail } from './read-in-worker.ts'
import { listAddresses, namesOf, shortId } from './thread.ts'

/** A mail that has been read, in the words and bounds of the desk: all that is needed to find its place. */
export interface Letter {
  author: MailAddress | null // Null: nobody who could be written down.
  severalFrom: boolean
  others: MailAddress[] // In To and Cc.
  classified: Classified
  messageId: string
  names: string[] // The Message-IDs it is about, nearest first.
  senders: string[] // In lower case. Whose part in a conversation lets it in: the author's, and the mailing list's.
  fingerprint: string
  message: Omit<NewMessage, 'authorId'>
  heading: Heading
  notes: string[]
}

/** Longer texts are kept in the raw mail alone. */
const maxText = 1_000_000
const maxOthers = 50

export function letterOf(
  { mail, classified, visible }: ReadMail,
  files: AttachedFile[],
  ledger: Pick<LedgerMail, 'id' | 'receivedAt'>,
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
    classified,
    messageId,
    names: [...(classified.bounce?.originalMessageIds.slice(0, 50).map(shortId) ?? []), ...names],
    senders: [...(author ? [author.address] : []), ...listAddresses(mail)].map((address) =>
      storable(address.toLowerCase(), 320),
    ),
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
    heading: { headerMessageId: messageId, sender: author?.address ?? null, subject },
    notes: [...mail.notes, ...(isLong(mail) ? [tooLong] : [])],
  }
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
