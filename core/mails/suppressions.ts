import { desc, eq, inArray } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import { suppressions } from '#db/schema/sending.ts'

/** Writes no more to an address where mail does not arrive; the first reason stays. */
export async function suppressAddress(work: Work, given: string, reason: string): Promise<void> {
  const address = given.toLowerCase()
  const added = await work.tx
    .insert(suppressions)
    .values({ address, reason, since: work.now })
    .onConflictDoNothing()
    .returning({ address: suppressions.address })
  if (added.length > 0) await recordDesk(work, 'address', address, 'suppressed', { reason })
}

/** Lets mail go there again: its mailbox has been mended, or the bounce was wrong. */
export async function liftSuppression(work: Work, given: string): Promise<void> {
  if (work.actor?.role === 'auditor')
    refuse('not-allowed', { why: 'auditors read and change nothing' })
  const address = given.toLowerCase()
  const gone = await work.tx
    .delete(suppressions)
    .where(eq(suppressions.address, address))
    .returning({ address: suppressions.address })
  if (gone.length === 0) refuse('not-found', { what: `suppressed address as ${given}` })
  await recordDesk(work, 'address', address, 'suppression_lifted')
}

export function findSuppressions(db: Reader) {
  return db.select().from(suppressions).orderBy(desc(suppressions.since)).limit(1000)
}

/** Those among the addresses that are suppressed, in lower case, each with the reason. */
export async function suppressedAmong(
  db: Reader,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  const wanted = addresses.map((address) => address.toLowerCase())
  if (wanted.length === 0) return new Map()
  const rows = await db
    .select({ address: suppressions.address, reason: suppressions.reason })
    .from(suppressions)
    .where(inArray(suppressions.address, wanted))
  return new Map(rows.map(({ address, reason }) => [address, reason]))
}
