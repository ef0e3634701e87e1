import { and, isNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { RuleId, TeamId } from '#db/schema/columns.ts'
import { rules } from '#db/schema/routing.ts'
import { definitionFrom, WrongRule } from './rule-check.ts'
import { requireReferences } from './rule-references.ts'

/** What is said of a rule. `definition` is anything: what is wrong with it is refused with its place. */
export interface GivenRule {
  name: string
  teamId: TeamId | null // Null: it looks at every team's tickets, and only admins keep it.
  enabled: boolean
  definition: unknown
}

export async function checked(work: Work, given: GivenRule, id?: RuleId) {
  const name = given.name.trim()
  if (name.length < 1 || name.length > 120)
    throw new WrongRule([{ path: ['name'], message: 'must have 1 to 120 characters' }])
  const definition = definitionFrom(given.definition)
  await requireReferences(work.tx, definition)
  const [twin] = await work.tx
    .select({ id: rules.id })
    .from(rules)
    .where(
      and(
        sql`lower(${rules.name}) = lower(${name})`,
        sql`${rules.teamId} is not distinct from ${given.teamId}`,
        isNull(rules.deletedAt),
        id && sql`${rules.id} <> ${id}`,
      ),
    )
    .limit(1)
  if (twin)
    throw new WrongRule([
      { path: ['name'], message: `“${name}” is the name of rule ${twin.id} already` },
    ])
  return { name, teamId: given.teamId, enabled: given.enabled, definition }
}
