import { reasonsInWords } from './condition-words.ts'
import { deepestChain, type Outcome, type Step } from './evaluate.ts'
import type { Facts } from './facts.ts'
import type { Rule, RuleScope } from './rule.ts'
import type { Action } from './rule-action.ts'

/** What a rule wanted to do and could not. */
export interface Problem {
  rule: Rule
  action: Action
  why: string
}

const mostUnmatched = 50

/** What rules decided about a ticket, with what they went by: `“Refunds” applies: the subject contains “refund”.` */
export function outcomeInWords(
  { steps, stoppedAtDepth }: Outcome,
  facts: Facts,
  problems: readonly Problem[] = [],
): string {
  const matched = steps.filter((step) => step.matched)
  const [first] = steps
  const told =
    matched.length > 0
      ? matched.map(
          (step) => `“${step.rule.name}” applies: ${reasonsInWords(step.because, facts)}.`,
        )
      : first
        ? [
            `No rule applies, of ${steps.length} asked: “${first.rule.name}” does not, as ${reasonsInWords(first.because, facts)}.`,
          ]
        : ['No rule was asked.']
  const failed = problems.map(
    ({ rule, action, why }) => `“${rule.name}” could not do “${action.do}”: ${why}`,
  )
  const stopped = stoppedAtDepth
    ? [`Rules set each other off ${deepestChain} times; what would come after was left.`]
    : []
  return [...told, ...failed, ...stopped].join(' ')
}

/** The same as data: each rule that was asked, whether it matched, and why. */
export function detailsOf(
  { steps, stoppedAtDepth }: Outcome,
  facts: Facts,
  problems: readonly Problem[],
  scope: RuleScope,
): Record<string, unknown> {
  const unmatched = steps.filter((step) => !step.matched)
  const kept = new Set([
    ...steps.filter((step) => step.matched),
    ...unmatched.slice(0, mostUnmatched),
  ])
  return {
    scope,
    rules: steps.filter((step) => kept.has(step)).map((step) => stepAsData(step, facts)),
    ...(unmatched.length > mostUnmatched && { notShown: unmatched.length - mostUnmatched }),
    ...(stoppedAtDepth && { stoppedAtDepth }),
    problems: problems.map(({ rule, action, why }) => ({ rule: rule.id, action: action.do, why })),
  }
}

/** One rule and why, as people and programs read it. */
function stepAsData({ rule, round, matched, because }: Step, facts: Facts) {
  return {
    id: rule.id,
    name: rule.name,
    version: rule.version,
    round,
    matched,
    why: reasonsInWords(because, facts),
    leaf: because[0]?.leaf ?? null,
    actions: matched ? rule.definition.actions : [],
  }
}
