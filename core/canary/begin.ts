import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { type Signer, signerFor } from '#core/mails/dkim-keys.ts'
import { mailboxOf } from '#core/mails/recipients.ts'
import { signCanary } from '#core/mails/reply-token.ts'
import { inTurn } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import type { CanaryId, MailboxId } from '#db/schema/columns.ts'
import { canaries } from '#db/schema/mails.ts'
import { mailboxes } from '#db/schema/teams.ts'
import { minuteMs } from './watch.ts'

const keptMs = 30 * 24 * 60 * minuteMs
const jitterMs = minuteMs / 2 // The job that asks comes every minute, not to the second.

/** A mail that the desk is about to send to itself. */
export interface Canary {
  id: CanaryId
  headerMessageId: string
  from: string
  to: string
  signer: Signer | null
}

/**
 * Begins a canary: it is on record before it is sent, so that one which never leaves is missed too. Old ones go.
 * @param to where it goes, when the way from outside begins elsewhere; absent: the mailbox itself
 */
export async function beginCanary(work: Work, to: string | undefined): Promise<Canary> {
  const mailbox = await mailboxToTry(work.tx, to)
  if (!mailbox)
    refuse('wrong-input', {
      why: 'There is no mailbox that a canary could fly to. Add one with `deskwire mailbox create`.',
    })
  await work.tx.delete(canaries).where(lt(canaries.sentAt, new Date(work.now.getTime() - keptMs)))
  const [begun] = await work.tx
    .insert(canaries)
    .values({ mailboxId: mailbox.id, sentAt: work.now })
    .returning({ id: canaries.id })
  if (!begun) throw new Error('Postgres returned no row for a canary')
  const from = mailbox.address
  return {
    id: begun.id,
    headerMessageId: signCanary(work.keys, begun.id, from.slice(from.lastIndexOf('@') + 1)),
    from,
    to: to ?? from,
    signer: await signerFor(work.tx, from),
  }
}

/** The same when the last one was begun so many minutes ago, or there was none; of several workers one begins it. */
export async function beginDueCanary(
  work: Work,
  to: string | undefined,
  minutes: number,
): Promise<Canary | undefined> {
  await inTurn(work, ['canary'])
  const [last] = await work.tx
    .select({ sentAt: canaries.sentAt })
    .from(canaries)
    .orderBy(desc(canaries.id))
    .limit(1)
  const age = last ? work.now.getTime() - last.sentAt.getTime() : Number.POSITIVE_INFINITY
  return age + jitterMs < minutes * minuteMs ? undefined : beginCanary(work, to)
}

/** Writes down why one does not arrive, unless it has. */
export async function canaryFailed(work: Work, id: CanaryId, problem: string): Promise<void> {
  const missing = and(eq(canaries.id, id), isNull(canaries.arrivedAt))
  await work.tx.update(canaries).set({ problem }).where(missing)
}

/** The one it is sent to, else the first that the world can write to: a new desk comes with help@localhost. */
async function mailboxToTry(
  db: Reader,
  to: string | undefined,
): Promise<{ id: MailboxId; address: string } | undefined> {
  const named = to === undefined ? undefined : await mailboxOf(db, to)
  const [mailbox] = await db
    .select({ id: mailboxes.id, address: mailboxes.address })
    .from(mailboxes)
    .where(named && eq(mailboxes.id, named.mailboxId))
    .orderBy(sql`${mailboxes.address}::text like '%@localhost'`, asc(mailboxes.id))
    .limit(1)
  return mailbox
}
