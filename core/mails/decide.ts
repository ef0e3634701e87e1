import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { record, recordDesk } from '#core/timeline.ts'
import type { MailId } from '#db/schema/columns.ts'
import type { MailDecision, MailState } from '#db/schema/enums.ts'
import { mails } from '#db/schema/mails.ts'
import { people } from '#db/schema/people.ts'
import { blockSender } from './blocked-senders.ts'
import { concludeMail } from './conclude.ts'
import { requireBytes } from './replay.ts'

export type Decision = MailDecision | 'spam'

interface Options {
  block?: 'address' | 'domain' | undefined // With spam: its sender is blocked, or all of their domain.
  seen?: MailState | undefined // What it was when they looked; absent: whatever it is now.
}

/** What somebody has done about a mail. */
const done = {
  admit: 'let it in',
  join: 'put it into its ticket',
  open: 'gave it a ticket of its own',
  spam: 'took it for spam',
} as const satisfies Record<Decision, string>

/**
 * Somebody decides about a mail that was held or taken for spam: it is read again as they say, or is spam from now on.
 * Whoever sees the mail may: its ticket's agents, or those of the teams it was sent to. Refuses one about which
 * somebody has decided meanwhile, and says who.
 */
export async function decideMail(
  work: Work,
  id: MailId,
  decision: Decision,
  { block, seen }: Options = {},
): Promise<void> {
  if (work.actor?.role === 'auditor')
    refuse('not-allowed', { why: 'auditors read and change nothing' })
  if (block && decision !== 'spam')
    refuse('wrong-input', { why: 'Only the sender of spam can be blocked.' })
  const mail = await holdWaiting(work, id, decision, seen)
  if (decision === 'join' && !mail.ticketId)
    refuse('wrong-input', {
      why: `Mail ${id} was held for no ticket. Let it in, or give it a ticket of its own.`,
    })
  const blocked =
    block &&
    (await blockSender(work, senderOf(mail.sender, block), `Sender of mail ${id}, which is spam`))
  const decidedById = work.actor?.personId ?? null
  if (decision === 'spam') {
    const reason = `${work.actor?.name ?? 'Somebody at the command line'} ${done.spam}.`
    await concludeMail(work, id, { state: 'spam', reason, ticketId: mail.ticketId })
    await work.tx.update(mails).set({ decision: null, decidedById }).where(eq(mails.id, id))
  } else {
    const again = { state: 'received', reason: null, readAt: null, attempts: 0 } as const
    await work.tx
      .update(mails)
      .set({ ...again, decision, decidedById })
      .where(eq(mails.id, id))
    work.enqueue('mail.read', {})
  }
  const details = { decision, before: mail.state, ...(blocked && { blocked }) }
  await recordDesk(work, 'mail', id, 'decided', details)
  if (mail.ticketId) await record(work, mail.ticketId, 'mail_decided', { mail: id, ...details })
}

/** The mail, locked, if it waits for a decision, and for this one. */
async function holdWaiting(
  work: Work,
  id: MailId,
  decision: Decision,
  seen: MailState | undefined,
) {
  const { state, ticketId, sender, decision: before, decidedById, expungedAt } = mails
  const [mail] = await work.tx
    .select({ state, ticketId, sender, before, decidedById, expungedAt })
    .from(mails)
    .where(eq(mails.id, id))
    .for('update')
  if (!mail) refuse('not-found', { what: 'mail' })
  if (decision !== 'spam') requireBytes(id, mail.expungedAt)
  const waits = mail.state === 'held' || mail.state === 'spam'
  const settled = mail.state === decision || (seen && seen !== mail.state)
  if (waits && !settled) return mail
  const [person] = mail.decidedById
    ? await work.tx
        .select({ name: people.name })
        .from(people)
        .where(eq(people.id, mail.decidedById))
    : []
  const last = mail.before ?? (mail.state === 'spam' ? 'spam' : null)
  if (person && last) refuse('already-decided', { mail: id, who: person.name, what: done[last] })
  refuse('mail-not-waiting', { mail: id, state: mail.state })
}

function senderOf(sender: string | null, block: 'address' | 'domain'): string {
  if (!sender) refuse('wrong-input', { why: 'That mail names no sender who could be blocked.' })
  return block === 'address' ? sender : sender.slice(sender.lastIndexOf('@'))
}
