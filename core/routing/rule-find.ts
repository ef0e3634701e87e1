import { and, asc, eq, isNull, type SQL } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { RuleId } from '#db/schema/columns.ts'
import { rules } from '#db/schema/routing.ts'
import { teams } from '#db/schema/teams.ts'
import type { RuleDefinition } from './rule.ts'

/** Every rule in the order in which they are asked, on or off. */
export function findRules(db: Reader) {
  return select(db)
}

export async function readRule(db: Reader, id: RuleId) {
  const [rule] = await select(db, eq(rules.id, id))
  return rule ?? refuse('not-found', { what: 'rule' })
}

export type FoundRule = Awaited<ReturnType<typeof readRule>>

async function select(db: Reader, which?: SQL) {
  const rows = await db
    .select({
      id: rules.id,
      name: rules.name,
      teamId: rules.teamId,
      team: teams.name,
      position: rules.position,
      enabled: rules.enabled,
      definition: rules.definition,
      version: rules.version,
      createdAt: rules.createdAt,
      changedAt: rules.changedAt,
    })
    .from(rules)
    .leftJoin(teams, eq(teams.id, rules.teamId))
    .where(and(isNull(rules.deletedAt), which))
    .orderBy(asc(rules.position), asc(rules.id))
  return rows.map((row) => ({ ...row, definition: row.definition as RuleDefinition }))
}
