import { createHash } from 'node:crypto'
import { eq, lte, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { authRateLimits } from '#db/schema/sign-in.ts'

/** Wrong passwords within the window, after which even the right one must wait. */
const allowed = { account: 10, address: 50 }
const windowMinutes = 15

/** A try to sign in: at whose account, and from which network address. */
export interface Attempt {
  account: string // As typed; nobody need have it.
  address: string
}

/**
 * Counts a try before its password is looked at, so that tries at the same moment cannot slip through together. The
 * counts are in the database: every process sees them.
 * @returns how many minutes to wait, or 0 when the try may go on
 */
export async function countAttempt(work: Work, attempt: Attempt): Promise<number> {
  const now = work.now.getTime()
  const since = now - windowMinutes * 60_000
  const over = sql`${authRateLimits.lastRequest} <= ${since}`
  const counts = await work.tx
    .insert(authRateLimits)
    .values(keysOf(attempt).map((key) => ({ id: key, key, count: 1, lastRequest: now })))
    .onConflictDoUpdate({
      target: authRateLimits.key,
      set: {
        count: sql`case when ${over} then 1 else ${authRateLimits.count} + 1 end`,
        lastRequest: sql`case when ${over} then excluded.last_request else ${authRateLimits.lastRequest} end`,
      },
    })
    .returning()
  const waits = counts.map(({ key, count, lastRequest }) =>
    count > allowed[key.startsWith('account:') ? 'account' : 'address']
      ? Math.ceil((lastRequest - since) / 60_000)
      : 0,
  )
  return Math.max(...waits)
}

/** The password was right: the account starts anew, and the address has its try back. */
export async function forgetAttempt(work: Work, attempt: Attempt): Promise<void> {
  const [account, address] = keysOf(attempt)
  await work.tx.delete(authRateLimits).where(eq(authRateLimits.key, account))
  await work.tx
    .update(authRateLimits)
    .set({ count: sql`greatest(${authRateLimits.count} - 1, 0)` })
    .where(eq(authRateLimits.key, address))
  const ended = work.now.getTime() - windowMinutes * 60_000
  await work.tx.delete(authRateLimits).where(lte(authRateLimits.lastRequest, ended))
}

/** Hashed, because people type passwords into the wrong field. Always in this order, so that no two tries deadlock. */
function keysOf({ account, address }: Attempt): [account: string, address: string] {
  const hashed = createHash('sha256').update(account.trim().toLowerCase()).digest('hex')
  return [`account:${hashed}`, `address:${address}`]
}
