import { and, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import type { MailId, MessageId } from '#db/schema/columns.ts'
import type { MailState } from '#db/schema/enums.ts'
import { mails } from '#db/schema/mails.ts'

/** Ends that put nothing into a ticket, so that reading the mail again can do no harm. */
const withoutEffect: readonly MailState[] = [
  'received',
  'failed',
  'held',
  'spam',
  'rejected',
  'loop',
  'duplicate',
]

/** Whether reading a mail again can do no harm: its message stands in no ticket yet. */
export function isReplayable(mail: {
  state: MailState
  messageId: MessageId | null
  expungedAt: Date | null
}): boolean {
  return !mail.expungedAt && mail.messageId === null && withoutEffect.includes(mail.state)
}

/** Refuses a mail whose bytes have gone, see core/retention. */
export function requireBytes(id: MailId, expungedAt: Date | null): void {
  if (expungedAt)
    refuse('wrong-input', {
      why: `The content of mail ${id} was removed on ${expungedAt.toISOString().slice(0, 10)}, as spam and rejected mail is after some time. Ask its sender to send it again.`,
    })
}

/**
 * Reads a mail again with today's parser. Refuses one that has had its effect already: its message stands in its
 * ticket.
 */
export async function replayMail(work: Work, id: MailId): Promise<void> {
  if (work.actor?.role === 'auditor')
    refuse('not-allowed', { why: 'auditors read and change nothing' })
  const [mail] = await work.tx
    .select({ state: mails.state, messageId: mails.messageId, expungedAt: mails.expungedAt })
    .from(mails)
    .where(eq(mails.id, id))
    .for('update')
  if (!mail) refuse('not-found', { what: 'mail' })
  requireBytes(id, mail.expungedAt)
  if (!isReplayable(mail)) refuse('mail-not-replayable', { mail: id, state: mail.state })
  await work.tx
    .update(mails)
    .set({ state: 'received', reason: null, readAt: null, attempts: 0 })
    .where(and(eq(mails.id, id)))
  await recordDesk(work, 'mail', id, 'replayed', { before: mail.state })
  work.enqueue('mail.read', {})
}
