import type { Work } from '#core/app.ts'
import type { MailId } from '#db/schema/columns.ts'
import type { Via } from '#db/schema/enums.ts'
import { mails } from '#db/schema/mails.ts'
import type { Recipient } from './recipients.ts'

export interface Delivery {
  door: Via
  remoteAddress: string | null
  envelopeFrom: string // Empty: the null sender of bounces (RFC 5321 §4.5.5).
  envelopeTo: string[]
  recipients: Recipient[] // The mailboxes of ours among them.
  raw: Buffer
}

/**
 * Puts a mail into the ledger, as it came, with the job that reads it. Once this has committed the sender may be
 * told 250. One mail to several of our addresses is stored once.
 */
export async function acceptMail(work: Work, delivery: Delivery): Promise<MailId> {
  const { recipients, ...mail } = delivery
  const [stored] = await work.tx
    .insert(mails)
    .values({
      ...mail,
      mailboxId: recipients[0]?.mailboxId ?? null,
      teamIds: [...new Set(recipients.map((recipient) => recipient.teamId))],
      size: mail.raw.length,
      receivedAt: work.now,
      state: 'received',
    })
    .returning({ id: mails.id })
  if (!stored) throw new Error('Postgres returned no row for a stored mail')
  work.enqueue('mail.read', { mail: stored.id })
  return stored.id
}
