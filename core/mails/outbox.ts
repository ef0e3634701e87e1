import { and, eq, inArray, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { mailboxes } from '#db/schema/teams.ts'
import { concludeSending } from './conclude-sending.ts'
import { returnPath } from './reply-token.ts'
import { suppressedAmong } from './suppressions.ts'

/** One attempt to send one mail. Its number fences it: what a sender that lost its lock has to say is not heard. */
export interface Attempt {
  id: OutboundId
  ticketId: TicketId
  messageId: MessageId
  number: number
}

export interface ClaimedMail extends Attempt {
  raw: Buffer
  from: string // Where a bounce goes. Empty for automatic mail: nothing comes back for it (RFC 3834 §3.3).
  mailbox: string // The plain address, for relays that let in no other sender.
  to: string[] // Everyone it goes to, Cc too.
  leftOut: string[] // To whom it does not go and why, a sentence each.
}

/** How long one attempt may take as a whole: a minute and a bit, and time for the bytes over a slow line (20 kB/s). */
export function sendingMs(bytes: number): number {
  return 75_000 + Math.ceil(bytes / 20)
}

/** A sender that has been silent for so long is dead: longer than sending and remembering the answer can take. */
function lockMs(bytes: number): number {
  return sendingMs(bytes) + 30_000
}

/**
 * Takes a mail whose time has come, for one sender alone, and keeps its bytes before the first of them leaves; a
 * later attempt sends the kept ones. Undefined: it is not to be sent (any more), or not yet, and comes back by itself.
 * @param composed needed unless the mail was composed before
 * @param editedAt of the words that it was composed of: one whose words were changed since is composed anew
 */
export async function claimMail(
  work: Work,
  id: OutboundId,
  composed: Buffer | undefined,
  editedAt: Date | null = null,
): Promise<ClaimedMail | undefined> {
  const [row] = await work.tx
    .select({ mail: outbound, from: mailboxes.address, wordsOf: messages.editedAt })
    .from(outbound)
    .innerJoin(mailboxes, eq(mailboxes.id, outbound.mailboxId))
    .innerJoin(messages, eq(messages.id, outbound.messageId))
    .where(and(eq(outbound.id, id), unsent()))
    .for('update', { of: outbound })
  if (!row) return undefined
  const { mail, from, wordsOf } = row
  const due = mail.lockedUntil ?? mail.notBefore
  if (due > work.now) {
    // In seconds from now, for the database's clock may go ahead of ours: no job runs in a circle.
    const wait = Math.ceil((due.getTime() - work.now.getTime()) / 1000)
    work.enqueue('mail.deliver', { outbound: id }, { startAfter: wait })
    return undefined
  }
  if (!mail.raw && composed && wordsOf?.getTime() !== editedAt?.getTime()) {
    work.enqueue('mail.deliver', { outbound: id })
    return undefined
  }
  const raw = mail.raw ?? composed
  if (!raw) throw new Error(`Mail ${id} has nothing that may be sent`)
  const number = mail.attempts + 1
  const { ticketId, messageId } = mail
  const { to, leftOut } = await reachable(work, [...mail.to, ...mail.cc])
  if (to.length === 0) {
    const attempt = { id, ticketId, messageId, number }
    await concludeSending(work, attempt, { end: 'never', reason: leftOut.join(' ') })
    return undefined
  }
  const lockedUntil = new Date(work.now.getTime() + lockMs(raw.length))
  await work.tx
    .update(outbound)
    .set({ state: 'sending', raw, attempts: number, lockedUntil })
    .where(eq(outbound.id, id))
  const sender = mail.kind === 'reply' ? (returnPath(work.keys, from, id) ?? from) : ''
  return { id, ticketId, messageId, number, raw, from: sender, mailbox: from, to, leftOut }
}

/** Without those where mail is known not to arrive. */
async function reachable(work: Work, addresses: readonly string[]) {
  const suppressed = await suppressedAmong(work.tx, addresses)
  const reasonOf = (address: string) => suppressed.get(address.toLowerCase())
  return {
    to: addresses.filter((address) => reasonOf(address) === undefined),
    leftOut: addresses.flatMap((address) => {
      const reason = reasonOf(address)
      return reason === undefined
        ? []
        : [`Not sent to ${address}, for mail does not arrive there: ${reason}`]
    }),
  }
}

/** Says why a mail does not leave. It is not an attempt: it can still be taken back. */
export async function awaitRelay(work: Work, id: OutboundId): Promise<void> {
  const reason = 'Waits for a relay: SMTP_URL is not set'
  await work.tx
    .update(outbound)
    .set({ reason })
    .where(
      and(
        eq(outbound.id, id),
        inArray(outbound.state, ['queued', 'scheduled']),
        lte(outbound.notBefore, work.now),
        or(isNull(outbound.reason), ne(outbound.reason, reason)),
      ),
    )
}

/** Queues a job for every mail whose time has come and that no job and no living sender has in hand. */
export async function queueLeftovers(work: Work): Promise<number> {
  const nobodysJob = sql`not exists (select from pgboss.job where name = 'mail.deliver'
    and state < 'completed' and start_after <= now() and data ->> 'outbound' = ${outbound.id}::text)`
  const left = await work.tx
    .select({ id: outbound.id })
    .from(outbound)
    .where(
      and(
        unsent(),
        lte(outbound.notBefore, work.now),
        or(isNull(outbound.lockedUntil), lte(outbound.lockedUntil, work.now)),
        nobodysJob,
      ),
    )
    .orderBy(outbound.id)
    .limit(10_000)
  for (const { id } of left) work.enqueue('mail.deliver', { outbound: id })
  return left.length
}

function unsent(): SQL {
  return inArray(outbound.state, ['queued', 'scheduled', 'sending'])
}
