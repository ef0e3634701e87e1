import { sql } from 'drizzle-orm'
import { receipts } from '#db/schema/people.ts'
import type { Work } from './app.ts'

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
 * Makes units of work that touch the same things go one after the other, until this one commits. Keys are taken in
 * one order, so that two units can never wait for each other.
 */
export async function inTurn(work: Work, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const sorted = [...new Set(keys)].sort()
  await work.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(key, 0))
    from unnest(${sql.param(sorted)}::text[]) with ordinality as keys (key, place) order by place`)
}
