import { isNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { RuleId } from '#db/schema/columns.ts'
import { rules } from '#db/schema/routing.ts'

/**
 * Puts rules into an order. Those that are not named keep their places: the named ones share out the places that they
 * have now. Managers order the rules of their teams, admins all.
 */
export async function orderRules(work: Work, ids: readonly RuleId[]): Promise<void> {
  const all = await work.tx
    .select({ id: rules.id, teamId: rules.teamId })
    .from(rules)
    .where(isNull(rules.deletedAt))
    .orderBy(rules.position, rules.id)
    .for('update')
  if (new Set(ids).size !== ids.length) refuse('wrong-input', { why: 'Name each rule once.' })
  const unknown = ids.find((id) => !all.some((rule) => rule.id === id))
  if (unknown !== undefined) refuse('not-found', { what: `rule as ${unknown}` })
  const named = all.filter(({ id }) => ids.includes(id))
  for (const { teamId } of named) requireManager(work, teamId)
  const queue = [...ids]
  const order = all.map(({ id }) => (ids.includes(id) ? (queue.shift() ?? id) : id))
  const before = all.map(({ id }) => id)
  if (order.join() === before.join()) return
  await work.tx.execute(sql`
    update rules set position = ordered.place
    from unnest(${sql.param(order)}::int[]) with ordinality as ordered (id, place)
    where rules.id = ordered.id and rules.position <> ordered.place`)
  await recordDesk(work, 'rule', 'order', 'rules_ordered', { changes: { order: [before, order] } })
}
