import { and, eq, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { decisions, ruleFirings } from '#db/schema/routing.ts'
import type { Step } from './evaluate.ts'
import type { Rule } from './rule.ts'

/** Whether the rules on opening have had their say about a ticket. */
export async function hasDecided(work: Work, id: TicketId): Promise<boolean> {
  const [decided] = await work.tx
    .select({ id: decisions.id })
    .from(decisions)
    .where(
      and(
        eq(decisions.ticketId, id),
        eq(decisions.kind, 'rules'),
        sql`${decisions.details}->>'scope' = 'create'`,
      ),
    )
    .limit(1)
  return decided !== undefined
}

/** Rules by the clock that have had their say about a ticket, as they read now, are left out. */
export async function notFired(work: Work, id: TicketId, rules: Rule[]): Promise<Rule[]> {
  const fired = await work.tx
    .select({ id: ruleFirings.ruleId, version: ruleFirings.version })
    .from(ruleFirings)
    .where(eq(ruleFirings.ticketId, id))
  return rules.filter(
    (rule) =>
      rule.definition.scope !== 'time' ||
      !fired.some((one) => one.id === rule.id && one.version === rule.version),
  )
}

export async function keepFirings(
  work: Work,
  ticketId: TicketId,
  steps: readonly Step[],
): Promise<void> {
  const rows = steps
    .filter(({ rule }) => rule.definition.scope === 'time')
    .map(({ rule }) => ({ ruleId: rule.id, version: rule.version, ticketId, at: work.now }))
  if (rows.length > 0) await work.tx.insert(ruleFirings).values(rows).onConflictDoNothing()
}
