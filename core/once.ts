import { eq, sql } from 'drizzle-orm'
import { receipts } from '#db/schema/people.ts'
import type { Work } from './app.ts'
import { refuse } from './refusal.ts'

/**
 * Whether this key is seen for the first time. It is remembered in the same commit as its effect, so that whatever
 * is delivered again (an event id, an Idempotency-Key) has its effect once; of two at the same moment the second
 * waits for the first to commit.
 */
export async function firstTime(work: Work, key: string): Promise<boolean> {
  const rows = await work.tx
    .insert(receipts)
    .values({ key, at: work.now })
    .onConflictDoNothing()
    .returning({ key: receipts.key })
  return rows.length === 1
}

/**
 * Does something once for a key and remembers what it made (ids, no content), so that a request sent again, or many
 * at once, get the same answer. Refuses a key that was used for something else.
 * @param request what was asked, or its hash
 */
export async function onlyOnce<Made>(
  work: Work,
  key: string,
  request: string,
  todo: () => Promise<Made>,
): Promise<Made> {
  if (await firstTime(work, key)) {
    const made = await todo()
    const result = JSON.stringify({ request, made })
    await work.tx.update(receipts).set({ result }).where(eq(receipts.key, key))
    return made
  }
  const [receipt] = await work.tx
    .select({ result: receipts.result })
    .from(receipts)
    .where(eq(receipts.key, key))
  const before: { request: string; made: Made } = JSON.parse(receipt?.result ?? '{}')
  if (before.request !== request)
    refuse('already-exists', { what: 'Another request with this Idempotency-Key' })
  return before.made
}

/**
 * Makes units of work that touch the same things go one after the other, until this one commits. Keys are taken in
 * one order, so that two units can never wait for each other.
 */
export async function inTurn(work: Work, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const sorted = [...new Set(keys)].sort()
  await work.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(key, 0))
    from unnest(${sql.param(sorted)}::text[]) with ordinality as keys (key, place) order by place`)
}
