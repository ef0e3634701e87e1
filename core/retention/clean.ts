import { type SQL, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { recordDesk } from '#core/timeline.ts'
import { type Kept, kept } from './kept.ts'
import { spamDays } from './spam-days.ts'

const batch = 1000
const dayMs = 86_400_000

/** The names of what goes. */
export const kinds: readonly string[] = Object.keys(kept)

/** How many of each would go now. */
export async function whatWouldGo(db: Reader, now: Date) {
  const found = []
  for (const [kind, one] of Object.entries(kept)) {
    const days = await daysOf(db, one)
    const before = cutoff(days, now)
    const [row] = before
      ? await db.execute<{ rows: number }>(
          sql`select count(*)::int as rows from (${one.due(before)}) as due`,
        )
      : []
    found.push({ kind, what: one.what, goes: one.goes, days, rows: row?.rows ?? 0 })
  }
  return found
}

/**
 * Removes a batch of what has been kept long enough, and puts on record how many.
 * @returns whether there may be more
 */
export async function cleanBatch(work: Work, kind: string): Promise<boolean> {
  const one = kept[kind]
  const before = one && cutoff(await daysOf(work.tx, one), work.now)
  if (!one || !before) return false
  const due = sql`${one.due(before)} limit ${batch}`
  const rows = (await work.tx.execute(sql`${one.clean(due, at(work.now))} returning 1`)).length
  if (rows > 0) await recordDesk(work, 'desk', 'retention', 'cleaned', { what: kind, rows })
  return rows === batch
}

/** Undefined: it is kept for ever. */
function cutoff(days: number | null, now: Date): SQL | undefined {
  return days === null ? undefined : at(new Date(now.getTime() - days * dayMs))
}

function at(moment: Date): SQL {
  return sql`${moment.toISOString()}::timestamptz`
}

async function daysOf(db: Reader, { days }: Kept): Promise<number | null> {
  return days === 'spam_days' ? spamDays(db) : days
}
