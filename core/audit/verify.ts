import { sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { asDesk } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'

interface Fault {
  chain: string // `ticket:1042`, `team:3`.
  place: number // 1, 2, 3 … within the chain.
  fault: string
}

/** Walks every chain of events and says where one was edited, removed or reordered. For admins and auditors. */
export async function verifyAudit(
  work: Work,
): Promise<{ ok: boolean; checked: number; broken: Fault[] }> {
  const role = work.actor?.role ?? 'admin'
  if (role !== 'admin' && role !== 'auditor')
    refuse('not-allowed', { why: 'the audit is for admins and auditors' })
  return asDesk(work, async () => {
    const [count] = await work.tx.execute<{ checked: string }>(
      sql`select count(*) as checked from events`,
    )
    const broken = await work.tx.execute<Fault & Record<string, unknown>>(
      sql`select chain, place, fault from verify_chains()`,
    )
    return { ok: broken.length === 0, checked: Number(count?.checked), broken: [...broken] }
  })
}
