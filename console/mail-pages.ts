import type { findMails } from '#core/mails/find.ts'
import type { MailState } from '#db/schema/enums.ts'

type LedgerMail = Awaited<ReturnType<typeof findMails>>['items'][number]

/** Ends that have put nothing into a ticket: reading such a mail again can do no harm (see core/mails/replay.ts). */
const withoutEffect: readonly MailState[] = [
  'failed',
  'held',
  'spam',
  'rejected',
  'loop',
  'duplicate',
]

/** What the ledger shows of a mail. */
export function shownMail(mail: LedgerMail) {
  const { id, receivedAt, state, reason, ticketId, size } = mail
  return {
    ...{ id, receivedAt, state, reason, ticketId, size },
    from: mail.sender || mail.envelopeFrom || '(nobody: a bounce)',
    to: mail.envelopeTo.join(', '),
    subject: mail.subject ?? '',
    replayable: withoutEffect.includes(state) && mail.messageId === null,
  }
}
