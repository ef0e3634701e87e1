import { expect, test } from 'vitest'
import type { Leaf } from '#core/routing/condition.ts'
import { evaluate } from '#core/routing/evaluate.ts'
import type { ChangedField, Rule, RuleScope } from '#core/routing/rule.ts'
import type { Action } from '#core/routing/rule-action.ts'
import { outcomeInWords } from '#core/routing/rule-words.ts'
import type { RuleId, TeamId } from '#db/schema/columns.ts'
import { factsOf } from './facts-of.ts'

let count = 0
function rule(
  actions: Action[],
  {
    scope = 'create' as RuleScope,
    fields = [] as ChangedField[],
    when = null as Leaf | null,
    teamId = null as TeamId | null,
  } = {},
): Rule {
  count += 1
  const definition = { scope, fields, conditions: when, actions }
  return {
    id: count as RuleId,
    name: `Rule ${count}`,
    teamId,
    version: 1,
    since: new Date(0),
    definition,
  }
}
const on = (field: ChangedField) => ({ scope: 'update' as const, fields: [field] })
const tag = (name: string): Action => ({ do: 'tag', tags: [name] })
const asked = ({ steps }: ReturnType<typeof evaluate>) => steps.map(({ rule }) => rule.id)

test('each rule sees what those before it have done', () => {
  const first = rule([{ do: 'priority', priority: 'HIGH' }])
  const second = rule([tag('urgent')], { when: { fact: 'priority', op: 'is', value: 'HIGH' } })
  expect(evaluate([first, second], factsOf(), { scope: 'create' }).facts.tags).toEqual(['urgent'])
  expect(evaluate([second, first], factsOf(), { scope: 'create' }).facts.tags).toEqual([])
})

test('stop ends it for all that come after', () => {
  const rules = [rule([{ do: 'stop' }]), rule([tag('late')]), rule([tag('later')], on('tags'))]
  expect(evaluate(rules, factsOf(), { scope: 'create' }).facts.tags).toEqual([])
})

test('a rule of a team looks at its tickets only, also at one that has just come to it', () => {
  const other = 2 as TeamId
  const theirs = rule([tag('theirs')], { teamId: other })
  expect(evaluate([theirs], factsOf(), { scope: 'create' }).steps).toEqual([])
  const move = rule([{ do: 'team', team: other }])
  expect(evaluate([move, theirs], factsOf(), { scope: 'create' }).facts.tags).toEqual(['theirs'])
})

test('what a rule changes sets off rules on changes, but never itself', () => {
  const onTags = rule([tag('seen'), { do: 'priority', priority: 'HIGH' }], on('tags'))
  const onPriority = rule([tag('high')], on('priority'))
  const outcome = evaluate([onTags, onPriority], factsOf(), {
    scope: 'update',
    changed: () => new Set<ChangedField>(['tags']),
  })
  expect(asked(outcome)).toEqual([onTags.id, onPriority.id, onTags.id])
  expect(outcome.facts.tags).toEqual(['high', 'seen'])
  expect(outcome.stoppedAtDepth).toBe(false)
})

test('rules that set each other off for ever are stopped after ten rounds, and say so', () => {
  const up = rule(
    [{ do: 'priority', priority: 'HIGH' }, tag('a'), { do: 'untag', tags: ['b'] }],
    on('tags'),
  )
  const down = rule(
    [{ do: 'priority', priority: 'LOW' }, tag('b'), { do: 'untag', tags: ['a'] }],
    on('tags'),
  )
  const facts = factsOf({ tags: ['b'] })
  const outcome = evaluate([up, down], facts, {
    scope: 'update',
    changed: () => new Set<ChangedField>(['tags']),
  })
  expect(outcome.stoppedAtDepth).toBe(true)
  expect(Math.max(...outcome.steps.map(({ round }) => round))).toBe(10)
  expect(outcomeInWords(outcome, facts)).toContain('Rules set each other off 10 times')
})

test('an action that changes nothing sets nothing off', () => {
  const same = rule([{ do: 'priority', priority: 'MEDIUM' }])
  const waiting = rule([tag('x')], on('priority'))
  expect(asked(evaluate([same, waiting], factsOf(), { scope: 'create' }))).toEqual([same.id])
})

test('an ended ticket is handed to nobody', () => {
  const move = rule([{ do: 'team', team: 9 as TeamId }])
  const facts = factsOf({ status: 'closed' })
  expect(evaluate([move], facts, { scope: 'create' }).facts.teamId).toBe(facts.teamId)
})

test('the words name the deciding fact, for a match and for none', () => {
  const refunds = rule([tag('r')], { when: { fact: 'text', op: 'contains', value: 'refund' } })
  const words = (text: string) => {
    const facts = factsOf({ text })
    return outcomeInWords(evaluate([refunds], facts, { scope: 'create' }), facts)
  }
  expect(words('A refund')).toBe(`“${refunds.name}” applies: the message contains “refund”.`)
  expect(words('Hello')).toBe(
    `No rule applies, of 1 asked: “${refunds.name}” does not, as the message does not contain “refund”.`,
  )
})
