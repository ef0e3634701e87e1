import { sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { operatorsOf } from './condition-operators.ts'
import { type FactName, factNamed, factsByName } from './facts-by-name.ts'
import { changedFields } from './rule.ts'

const kinds = ['team', 'agent', 'field', 'skill', 'policy', 'macro', 'calendar'] as const
type Kind = (typeof kinds)[number]

/** All that rules can speak of, for those who write them: facts with their operators, and what is there by name. */
export async function ruleVocabulary(db: Reader) {
  const rows = await db.execute<{ kind: Kind; value: string; label: string }>(sql`
    select 'team' as kind, id::text as value, name::text as label from teams
    union all select 'agent', a.person_id::text, p.name from agents a join people p on p.id = a.person_id
      where a.deactivated_at is null and a.role <> 'auditor'
    union all select 'field', key, label from fields where retired_at is null
    union all select 'skill', name::text, name::text from skills
    union all select 'policy', id::text, name::text from sla_policies where deleted_at is null
    union all select 'macro', id::text, name from macros where deleted_at is null
    union all select 'calendar', id::text, name::text from calendars
    order by kind, label`)
  const facts = (Object.keys(factsByName) as FactName[]).map((name) => {
    const { type, label, of = null, choices = [] } = factNamed(name)
    return { name, type, label, of, choices: [...choices], operators: [...operatorsOf[type]] }
  })
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  const named = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      (byKind.get(kind) ?? []).map(({ value, label }) => ({ value, label })),
    ]),
  ) as Record<Kind, { value: string; label: string }[]>
  return { facts, changedFields: [...changedFields], ...named }
}

export type RuleVocabulary = Awaited<ReturnType<typeof ruleVocabulary>>
