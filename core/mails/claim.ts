import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MailboxId, MailId, TeamId } from '#db/schema/columns.ts'
import { mails } from '#db/schema/mails.ts'
import { concludeMail } from './conclude.ts'

/**
 * A mail whose reading was begun this often and never ended is given up, so that a poison mail cannot block the rest.
 * Not sooner: a server that is killed again and again takes good mails with it by chance.
 */
const maxBegun = 10

/** A larger mail is fetched by itself, so that a few dozen that are read at once fit into memory. */
const maxAtOnce = 2_000_000

const claimed = {
  id: mails.id,
  receivedAt: mails.receivedAt,
  envelopeFrom: mails.envelopeFrom,
  mailboxId: mails.mailboxId,
  teamIds: mails.teamIds,
  attempts: mails.attempts,
  raw: sql<Buffer | null>`case when ${mails.size} <= ${maxAtOnce} then ${mails.raw} end`,
}

/** A mail whose reading has been counted. Its bytes are null when they are many: see `readRawMail`. */
export interface LedgerMail {
  id: MailId
  receivedAt: Date
  envelopeFrom: string
  mailboxId: MailboxId | null
  teamIds: TeamId[]
  attempts: number
  raw: Buffer | null
}

/**
 * Counts readings before they begin, and gives the mails. Those that have been read meanwhile are left out, and those
 * that have had their chances are given up.
 * @param again whether they were begun before and never ended; otherwise only fresh ones are given
 */
export async function beginReading(
  work: Work,
  ids: readonly MailId[],
  { again = false } = {},
): Promise<LedgerMail[]> {
  const begun = again ? gt(mails.attempts, 0) : eq(mails.attempts, 0)
  const counted = await work.tx
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1` })
    .where(
      and(sql`${mails.id} = any(${sql.param(ids)}::int[])`, eq(mails.state, 'received'), begun),
    )
    .returning(claimed)
  const reason = `Reading it was begun ${maxBegun} times and never ended. Its bytes are kept; it can be replayed.`
  for (const { id, attempts } of counted)
    if (attempts > maxBegun) await concludeMail(work, id, { state: 'failed', reason })
  return counted.filter(({ attempts }) => attempts <= maxBegun)
}

/** Locks an unread mail for its conclusion: of two readers of one mail the second finds nothing to do. */
export async function holdUnread(work: Work, id: MailId): Promise<boolean> {
  const [mail] = await work.tx
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.id, id), eq(mails.state, 'received')))
    .for('update')
  return mail !== undefined
}

/**
 * Asks again for every mail that has waited since before a moment and that no waiting job is about: after a crash
 * nothing is forgotten. A job that is being done does not count, because who does it may be dead.
 */
export async function readLeftovers(work: Work, before: Date): Promise<number> {
  const isAskedFor = sql`exists (select from pgboss.job where name = 'mail.read'
    and state < 'active' and data ->> 'mail' = ${mails.id}::text)`
  const left = await work.tx
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.state, 'received'), lt(mails.receivedAt, before), sql`not ${isAskedFor}`))
    .orderBy(mails.id)
    .limit(10_000)
  for (const { id } of left) work.enqueue('mail.read', { mail: id })
  return left.length
}
