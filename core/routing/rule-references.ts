import { sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { Condition, Leaf } from './condition.ts'
import type { Fault } from './condition-leaf.ts'
import { factNamed } from './facts-by-name.ts'
import type { RuleDefinition } from './rule.ts'
import type { Action } from './rule-action.ts'
import { WrongRule } from './rule-check.ts'

interface Reference {
  kind: 'team' | 'agent' | 'field' | 'skill' | 'policy' | 'macro' | 'calendar'
  named: string
  path: Fault['path']
}

/** Refuses a rule that names a team, agent, field, skill, policy, macro or calendar that is not there. One statement. */
export async function requireReferences(db: Reader, definition: RuleDefinition): Promise<void> {
  const { conditions, actions } = definition
  const asked = [
    ...ofCondition(conditions, ['conditions']),
    ...actions.flatMap((action, place) => ofAction(action, ['actions', place])),
  ]
  if (asked.length === 0) return
  const missing = await db.execute<{ place: number }>(sql`
    select place::int from unnest(
      ${sql.param(asked.map(({ kind }) => kind))}::text[],
      ${sql.param(asked.map(({ named }) => named))}::text[]
    ) with ordinality as asked (kind, named, place)
    where not case kind
      when 'team' then exists (select from teams where id = named::int)
      when 'agent' then exists (select from agents
        where person_id = named::int and deactivated_at is null and role <> 'auditor')
      when 'field' then exists (select from fields where key = named)
        or exists (select from metadata where key = named)
      when 'skill' then exists (select from skills where name = named::citext)
      when 'policy' then exists (select from sla_policies where id = named::int and deleted_at is null)
      when 'macro' then exists (select from macros where id = named::int and deleted_at is null)
      else exists (select from calendars where id = named::int)
    end
    order by place`)
  const faults = missing.flatMap(({ place }) => {
    const reference = asked[place - 1]
    if (!reference) return []
    const { kind, named, path } = reference
    return [{ path, message: `names ${kind} ${named}, which is not there` }]
  })
  if (faults.length > 0) throw new WrongRule(faults)
}

function ofCondition(condition: Condition | null, path: Fault['path']): Reference[] {
  if (!condition) return []
  if ('not' in condition) return ofCondition(condition.not, [...path, 'not'])
  if ('all' in condition)
    return condition.all.flatMap((part, place) => ofCondition(part, [...path, 'all', place]))
  if ('any' in condition)
    return condition.any.flatMap((part, place) => ofCondition(part, [...path, 'any', place]))
  return ofLeaf(condition, path)
}

function ofLeaf({ fact, name, op, value }: Leaf, path: Fault['path']): Reference[] {
  const { of, type } = factNamed(fact)
  if (of === 'field' || of === 'calendar')
    return [{ kind: of, named: name ?? '', path: [...path, 'name'] }]
  if ((type !== 'team' && type !== 'person') || op === 'empty') return []
  const kind = type === 'team' ? 'team' : 'agent'
  if (!Array.isArray(value)) return [{ kind, named: String(value), path: [...path, 'value'] }]
  return value.map((one, place) => ({ kind, named: String(one), path: [...path, 'value', place] }))
}

function ofAction(action: Action, path: Fault['path']): Reference[] {
  const reference = (kind: Reference['kind'], named: unknown, step: string): Reference[] =>
    named === null ? [] : [{ kind, named: String(named), path: [...path, step] }]
  switch (action.do) {
    case 'team':
      return reference('team', action.team, 'team')
    case 'assign':
    case 'watch':
      return reference('agent', action.person, 'person')
    case 'field':
      return reference('field', action.key, 'key')
    case 'skill':
      return reference('skill', action.skill, 'skill')
    case 'sla':
      return reference('policy', action.policy, 'policy')
    case 'macro':
      return reference('macro', action.macro, 'macro')
    default:
      return []
  }
}
