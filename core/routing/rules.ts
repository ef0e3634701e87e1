import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { rules } from '#db/schema/routing.ts'
import type { Rule, RuleDefinition, RuleScope } from './rule.ts'

/**
 * Those that are asked on an occasion, in their order: the rules of its scope, and those on changes, which the first
 * may set off. What is kept was checked before it was, see rule-keep.ts.
 */
export async function standingRules(db: Reader, scope: RuleScope): Promise<Rule[]> {
  const scopeOf = sql`${rules.definition}->>'scope'`
  const rows = await db
    .select({
      id: rules.id,
      name: rules.name,
      teamId: rules.teamId,
      version: rules.version,
      since: rules.changedAt,
      definition: rules.definition,
    })
    .from(rules)
    .where(
      and(rules.enabled, isNull(rules.deletedAt), or(eq(scopeOf, scope), eq(scopeOf, 'update'))),
    )
    .orderBy(asc(rules.position), asc(rules.id))
  return rows.map((row) => ({ ...row, definition: row.definition as RuleDefinition }))
}
