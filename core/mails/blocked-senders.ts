import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { asDesk, type Reader, type Work } from '#core/app.ts'
import { isSendable } from '#core/people/address.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import { blockedSenders } from '#db/schema/mails.ts'
import { addresses, agents, people } from '#db/schema/people.ts'
import { mailboxes } from '#db/schema/teams.ts'

/**
 * Takes all further mail of a sender for spam: of one address, or of a domain with all below it. Blocking again
 * changes nothing. Refuses whatever would block a mailbox of ours or an agent.
 * @param given `eve@example.org` or `@example.org`
 */
export async function blockSender(work: Work, given: string, reason: string): Promise<string> {
  requireWriter(work)
  const pattern = patternOf(given)
  await asDesk(work, () => refuseOurs(work.tx, pattern)) // Whomever the actor may see.
  const addedById = work.actor?.personId ?? null
  const added = await work.tx
    .insert(blockedSenders)
    .values({ pattern, reason, addedById, addedAt: work.now })
    .onConflictDoNothing()
    .returning({ pattern: blockedSenders.pattern })
  if (added.length > 0) await recordDesk(work, 'address', pattern, 'blocked', { reason })
  return pattern
}

/** Lets a sender write again. What was taken for spam meanwhile stays where it is. */
export async function unblockSender(work: Work, given: string): Promise<string> {
  requireWriter(work)
  const pattern = given.trim().toLowerCase()
  const gone = await work.tx
    .delete(blockedSenders)
    .where(eq(blockedSenders.pattern, pattern))
    .returning({ pattern: blockedSenders.pattern })
  if (gone.length === 0) refuse('not-found', { what: `blocked sender as ${given}` })
  await recordDesk(work, 'address', pattern, 'unblocked')
  return pattern
}

/** Who is blocked, by whom and why, in the order of the patterns. */
export async function findBlockedSenders(
  db: Reader,
  { cursor = '', limit = 50 }: { cursor?: string | undefined; limit?: number | undefined } = {},
) {
  const rows = await listed(db, gt(blockedSenders.pattern, cursor)).limit(limit + 1)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.pattern ?? null) : null }
}

export async function readBlockedSender(db: Reader, pattern: string) {
  const [found] = await listed(db, eq(blockedSenders.pattern, pattern))
  return found ?? refuse('not-found', { what: `blocked sender as ${pattern}` })
}

function listed(db: Reader, which: SQL) {
  return db
    .select({
      pattern: blockedSenders.pattern,
      reason: blockedSenders.reason,
      addedBy: { id: people.id, name: people.name },
      addedAt: blockedSenders.addedAt,
    })
    .from(blockedSenders)
    .leftJoin(people, eq(people.id, blockedSenders.addedById))
    .where(which)
    .orderBy(asc(blockedSenders.pattern))
}

/** The pattern that blocks one of these addresses, the nearest first; undefined: none does. */
export async function blockOf(
  db: Reader,
  senders: readonly string[],
): Promise<{ pattern: string; reason: string } | undefined> {
  const candidates = senders.flatMap((address) => patternsFor(address.toLowerCase()))
  const [found] = await db
    .select({ pattern: blockedSenders.pattern, reason: blockedSenders.reason })
    .from(blockedSenders)
    .where(sql`${blockedSenders.pattern} = any(${sql.param(candidates)}::text[])`)
    .orderBy(sql`${blockedSenders.pattern} like '@%'`, sql`length(${blockedSenders.pattern}) desc`)
    .limit(1)
  return found
}

/** `a@b.example.org` is blocked by itself, `@b.example.org`, `@example.org` and `@org`. */
function patternsFor(address: string): string[] {
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.')
  return [address, ...labels.map((_, place) => `@${labels.slice(place).join('.')}`)]
}

function patternOf(given: string): string {
  const pattern = given.trim().toLowerCase()
  if (isSendable(pattern.startsWith('@') ? `any${pattern}` : pattern)) return pattern
  refuse('wrong-input', {
    why: 'Give an address, like eve@example.org, or @ and a domain, like @example.org.',
  })
}

async function refuseOurs(db: Reader, pattern: string): Promise<void> {
  const [mailbox] = await db
    .select({ address: mailboxes.address })
    .from(mailboxes)
    .where(isBlockedBy(pattern, sql`${mailboxes.address}::text`))
    .limit(1)
  if (mailbox)
    refuse('wrong-input', { why: `${pattern} would block ${mailbox.address}, a mailbox of yours.` })
  const [agent] = await db
    .select({ address: addresses.address })
    .from(agents)
    .innerJoin(addresses, eq(addresses.personId, agents.personId))
    .where(and(isNull(agents.deactivatedAt), isBlockedBy(pattern, sql`${addresses.address}::text`)))
    .limit(1)
  if (agent)
    refuse('wrong-input', { why: `${pattern} would block ${agent.address}, an agent of yours.` })
}

function isBlockedBy(pattern: string, address: SQL): SQL {
  if (!pattern.startsWith('@')) return sql`lower(${address}) = ${pattern}`
  return sql`('.' || split_part(lower(${address}), '@', -1)) like ${`%.${likely(pattern.slice(1))}`}`
}

/** As it is written, in a pattern of LIKE. */
function likely(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

function requireWriter({ actor }: Work): void {
  if (actor?.role === 'auditor') refuse('not-allowed', { why: 'auditors read and change nothing' })
}
