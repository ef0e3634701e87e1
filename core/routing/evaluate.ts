import type { RuleId } from '#db/schema/columns.ts'
import { type Because, judge } from './condition.ts'
import type { Facts } from './facts.ts'
import type { ChangedField, Rule, RuleScope } from './rule.ts'
import { effectOf } from './rule-effect.ts'

/** So many rounds of rules that set each other off are done; what would come after is left. */
export const deepestChain = 10

/** One rule that was asked, and what decided. */
export interface Step {
  rule: Rule
  round: number // 1: by what happened; 2 and on: by what the rules of the round before have changed.
  matched: boolean
  because: Because[]
}

export interface Outcome {
  steps: Step[]
  facts: Facts // As they are once all is done.
  stoppedAtDepth: boolean
}

/** What sets rules off. */
export interface Occasion {
  scope: RuleScope
  changed?: (rule: Rule) => ReadonlySet<ChangedField> // Of an update: what has changed since the rule stands.
  refused?: ReadonlySet<string> // Actions that could not be done, see `refusal`: they change nothing.
}

/** Names one action of a rule in one round. */
export function refusal({ id }: Rule, round: number, place: number): string {
  return `${round}:${id}:${place}`
}

/** What was changed, and by which rule; null: not by a rule. */
interface Change {
  field: ChangedField
  by: RuleId
}

/**
 * Asks rules in their order; each sees what those before it have done. What they change sets off rules of the scope
 * update in a further round, but never the rule that changed it. Pure: production does what it says, explanations and
 * back-tests show it.
 */
export function evaluate(rules: readonly Rule[], facts: Facts, occasion: Occasion): Outcome {
  let due = rules.filter(({ definition: { scope } }) => scope === occasion.scope)
  if (occasion.changed) due = due.filter((rule) => waitsFor(rule, occasion.changed?.(rule)))
  const waiting = rules.filter(({ definition: { scope } }) => scope === 'update')
  const outcome: Outcome = { steps: [], facts, stoppedAtDepth: false }
  for (let round = 1; due.length > 0; round += 1) {
    const { changes, ended, steps } = askAll(due, outcome, round, occasion.refused)
    if (round > deepestChain) {
      outcome.stoppedAtDepth = steps.some(({ matched }) => matched)
      return outcome
    }
    outcome.steps.push(...steps)
    outcome.facts = ended.facts
    if (ended.stop) return outcome
    due = waiting.filter((rule) =>
      waitsFor(rule, new Set(changes.filter(({ by }) => by !== rule.id).map(({ field }) => field))),
    )
  }
  return outcome
}

function askAll(
  due: readonly Rule[],
  { facts }: Outcome,
  round: number,
  refused: Occasion['refused'],
) {
  const steps: Step[] = []
  const changes: Change[] = []
  const ended = { facts, stop: false }
  for (const rule of due) {
    if (rule.teamId !== null && rule.teamId !== ended.facts.teamId) continue
    const { holds: matched, because } = judge(rule.definition.conditions, ended.facts)
    steps.push({ rule, round, matched, because })
    if (!matched) continue
    for (const [place, action] of rule.definition.actions.entries()) {
      if (refused?.has(refusal(rule, round, place))) continue
      const effect = effectOf(ended.facts, action)
      ended.facts = effect.facts
      changes.push(...effect.changed.map((field) => ({ field, by: rule.id })))
      ended.stop ||= action.do === 'stop' || action.do === 'spam'
    }
    if (ended.stop) break
  }
  return { changes, ended, steps }
}

function waitsFor(rule: Rule, changed: ReadonlySet<ChangedField> = new Set()): boolean {
  return rule.definition.fields.some((field) => changed.has(field))
}
