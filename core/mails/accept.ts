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
 * Puts mails into the ledger, as they came, in one statement. Once this has committed their senders may be told 250.
 * One mail to several of our addresses is stored once. Somebody must ask for them to be read.
 * @returns their numbers, in the order given
 */
export async function keepMails(work: Work, deliveries: readonly Delivery[]): Promise<MailId[]> {
  const stored = await work.tx
    .insert(mails)
    .values(
      deliveries.map(({ recipients, ...mail }) => ({
        ...mail,
        mailboxId: recipients[0]?.mailboxId ?? null,
        teamIds: [...new Set(recipients.map((recipient) => recipient.teamId))],
        size: mail.raw.length,
        receivedAt: work.now,
        state: 'received' as const,
      })),
    )
    .returning({ id: mails.id })
  return stored.map(({ id }) => id)
}

/** Keeps mails together with the job that reads them. */
export async function acceptMails(work: Work, deliveries: readonly Delivery[]): Promise<MailId[]> {
  work.enqueue('mail.read', {})
  return keepMails(work, deliveries)
}

export async function acceptMail(work: Work, delivery: Delivery): Promise<MailId> {
  const [id] = await acceptMails(work, [delivery])
  if (!id) throw new Error('Postgres returned no row for a stored mail')
  return id
}
