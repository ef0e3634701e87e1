import { eq, inArray, max, type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MailboxId, MailId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { MailDecision, Via } from '#db/schema/enums.ts'
import { type Authentication, mails } from '#db/schema/mails.ts'
import { concludeMail } from './conclude.ts'

/**
 * A mail whose reading was begun this often and never ended is given up, so that a poison mail cannot block the rest.
 * Not sooner: a server that is killed again and again takes good mails with it by chance.
 */
const maxBegun = 10

/** Whoever has begun a mail has so long; nothing goes wrong when two read it, it is only read in vain. */
const leaseMs = 15_000

/** A larger mail is fetched by itself, so that a few dozen that are read at once fit into memory. */
const maxAtOnce = 2_000_000

const claimed = {
  id: mails.id,
  receivedAt: mails.receivedAt,
  door: mails.door,
  remoteAddress: mails.remoteAddress,
  envelopeFrom: mails.envelopeFrom,
  envelopeTo: mails.envelopeTo,
  mailboxId: mails.mailboxId,
  teamIds: mails.teamIds,
  isAcknowledged: sql<boolean>`exists (select from teams
    where id = ${mails.teamIds}[1] and acknowledge_hours is not null)`,
  attempts: mails.attempts,
  authentication: mails.authentication,
  ticketId: mails.ticketId,
  decision: mails.decision,
  decidedBy: sql<string | null>`(select name from people where people.id = ${mails.decidedById})`,
  raw: sql<Buffer | null>`case when ${mails.size} <= ${maxAtOnce} then ${mails.raw} end`,
}

/** A mail whose reading has been counted. Its bytes are null when they are many: see `readRawMail`. */
export interface LedgerMail {
  id: MailId
  receivedAt: Date
  door: Via
  remoteAddress: string | null // Null: not by network.
  envelopeFrom: string
  envelopeTo: string[]
  mailboxId: MailboxId | null
  teamIds: TeamId[]
  isAcknowledged: boolean // Its team does so, when it opens a ticket.
  attempts: number
  authentication: Authentication | null // Of a reading before this one.
  ticketId: TicketId | null // That it was held for.
  decision: MailDecision | null // Null: nobody has decided, the rules do.
  decidedBy: string | null // The name; null beside a decision: from the command line.
  raw: Buffer | null
}

/**
 * Which mails are begun: those that are named, or the oldest that wait. Those that nobody has begun wait, and those
 * that were begun and never ended, once their time is over.
 */
export type Unread = { ids: readonly MailId[] } | { waiting: 'fresh' | 'left'; most: number }

/**
 * Counts readings before they begin, and gives the mails, oldest first. Those that have been read meanwhile are left
 * out, and those that have had their chances are given up.
 */
export async function beginReading(work: Work, which: Unread): Promise<LedgerMail[]> {
  const counted = await work.tx
    .update(mails)
    .set({
      attempts: sql`${mails.attempts} + 1`,
      readingUntil: new Date(work.now.getTime() + leaseMs),
    })
    .where(sql`${mails.id} = any(array(${unread(work, which)}))`)
    .returning(claimed)
  const reason = `Reading it was begun ${maxBegun} times and never ended. Its bytes are kept; it can be replayed.`
  for (const { id, attempts } of counted)
    if (attempts > maxBegun) await concludeMail(work, id, { state: 'failed', reason })
  return counted.filter(({ attempts }) => attempts <= maxBegun).sort((a, b) => a.id - b.id)
}

/** Of two who ask at the same moment each gets others. */
function unread({ now }: Work, which: Unread): SQL {
  if ('ids' in which)
    return sql`select id from mails where state = 'received' and id = any(${sql.param(which.ids)}::int[])`
  const ofKind = {
    fresh: sql`attempts = 0`,
    left: sql`attempts > 0 and reading_until <= ${now.toISOString()}`,
  }
  return sql`select id from mails where state = 'received' and ${ofKind[which.waiting]}
    order by id limit ${which.most} for update skip locked`
}

/** Lets a mail rest that could not be read by a fault of ours, and asks for it again afterwards. */
export async function postponeReading(work: Work, id: MailId, until: Date): Promise<void> {
  await work.tx.update(mails).set({ readingUntil: until }).where(eq(mails.id, id))
  work.enqueue('mail.read', {}, { startAfter: until })
}

/** Locks unread mails for their conclusion: of two readers of one mail the second finds nothing to do. */
export async function holdUnread(work: Work, ids: readonly MailId[]): Promise<Set<MailId>> {
  const rows = await work.tx
    .select({ id: mails.id })
    .from(mails)
    .where(sql`${inArray(mails.id, [...ids])} and ${eq(mails.state, 'received')}`)
    .orderBy(mails.id)
    .for('update')
  return new Set(rows.map(({ id }) => id))
}

/**
 * Asks for whatever waits to be read, also for what somebody is reading who may have died: after a crash nothing is
 * forgotten.
 * @returns how many mails wait
 */
export async function askToRead(work: Work): Promise<number> {
  const [left] = await work.tx
    .select({ count: sql<number>`count(*)::int`, until: max(mails.readingUntil) })
    .from(mails)
    .where(eq(mails.state, 'received'))
  if (!left || left.count === 0) return 0
  work.enqueue('mail.read', {})
  if (left.until && left.until > work.now) work.enqueue('mail.read', {}, { startAfter: left.until })
  return left.count
}
