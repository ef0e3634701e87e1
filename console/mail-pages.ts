import type { findMails } from '#core/mails/find.ts'
import { isReplayable } from '#core/mails/replay.ts'
import type { Authentication } from '#db/schema/mails.ts'

type LedgerMail = Awaited<ReturnType<typeof findMails>>['items'][number]

/** What the ledger shows of a mail. */
export function shownMail(mail: LedgerMail) {
  const { id, receivedAt, state, reason, ticketId, size } = mail
  return {
    ...{ id, receivedAt, state, reason, ticketId, size },
    from: mail.sender || mail.envelopeFrom || '(nobody: a bounce)',
    to: mail.envelopeTo.join(', '),
    subject: mail.subject ?? '',
    replayable: state !== 'received' && isReplayable(mail),
  }
}

/** What was found about who sent a mail, for people who wonder whether to believe it. */
export function whoSentInWords(found: Authentication | null): string {
  if (!found) return 'It was not checked who sent it.'
  const { spf, dkim, dmarc, arc } = found
  const signs = `SPF ${spf}, DKIM ${dkim}, DMARC ${dmarc}${arc === 'none' ? '' : `, ARC ${arc}`}`
  const by = found.by === 'deskwire' ? '' : `, by ${found.by}`
  if (found.proven) return `Proven: the domain of its sender vouches for it (${signs}${by}).`
  if (dmarc === 'fail')
    return `Doubtful: its sender's domain says who may write in its name, and they did not (${signs}${by}).`
  return `Not proven: nothing shows that its sender has sent it (${signs}${by}).`
}
