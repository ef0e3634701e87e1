import { isEnded } from '#core/tickets/lifecycle.ts'
import type { RuleId } from '#db/schema/columns.ts'
import type { Turn } from './back-test-history.ts'
import { type Leaf, leavesOf, matches } from './condition.ts'
import { evaluate, type Outcome } from './evaluate.ts'
import type { Facts } from './facts.ts'
import type { Rule } from './rule.ts'
import { hourMs, looksAtEnded } from './rule-candidates.ts'

const mostMoments = 1000 // Of one ticket; what came after is left out.

/** What a ticket's history tells of each moment. What else conditions can ask is known as it is now alone. */
const told: ReadonlySet<Leaf['fact']> = new Set([
  'status',
  'priority',
  'team',
  'assignee',
  'tags',
  'escalation',
  'reopened',
  'subject',
  'messages',
  'requester_address',
  'requester_domain',
  'requester_name',
  'language',
  'first_time',
  'opening_header',
  'age',
  'silence',
  'answer_age',
])

/** The facts of a rule by the clock that no history tells; empty: it can be tested. */
export function untoldOf({ definition: { conditions } }: Rule): Leaf['fact'][] {
  return [...new Set(leavesOf(conditions).map(({ fact }) => fact))].filter((one) => !told.has(one))
}

/**
 * Lets rules by the clock have their say about a ticket at each moment at which one may have turned: its history is
 * taken as it was, but for what the rules have decided. A status that they have set moves on as it really did.
 * @param opening as it was opened; `decided`: what the rules on opening have made of that
 * @param turns its history, in order
 * @returns what those that matched have made of it, and each outcome with the facts it went by
 */
export function goByTime(
  given: readonly Rule[],
  opening: Facts,
  decided: Partial<Facts>,
  turns: readonly Turn[],
  now: Date,
) {
  const rules = given.filter(
    (rule) => rule.definition.scope === 'update' || (isByTime(rule) && untoldOf(rule).length === 0),
  )
  const fired = new Set<RuleId>()
  const outcomes: { outcome: Outcome; facts: Facts }[] = []
  let changed: Partial<Facts> = decided
  let really = opening
  let next = 0
  for (const at of momentsOf(rules, opening, turns, now)) {
    for (let turn = turns[next]; turn && turn.at.getTime() <= at; turn = turns[next]) {
      really = { ...really, ...turn.patch }
      if (turn.patch.status) changed = { ...changed, status: turn.patch.status }
      next += 1
    }
    const facts: Facts = { ...really, ...changed, now: new Date(at) }
    for (const { id, definition } of rules)
      if (fired.has(id) && !matches(definition.conditions, facts)) fired.delete(id)
    const asked = rules.filter(
      (rule) =>
        !isByTime(rule) || (!fired.has(rule.id) && (looksAtEnded(rule) || !isEnded(facts.status))),
    )
    const outcome = evaluate(asked, facts, { scope: 'time' })
    const matched = outcome.steps.filter((step) => step.matched)
    if (matched.length === 0) continue
    for (const { rule } of matched) if (isByTime(rule)) fired.add(rule.id)
    changed = { ...changed, ...differences(facts, outcome.facts) }
    outcomes.push({ outcome, facts })
  }
  return { changed, outcomes }
}

function isByTime({ definition }: Rule): boolean {
  return definition.scope === 'time'
}

/** What rules have changed of facts. */
export function differences(before: Facts, after: Facts): Partial<Facts> {
  const was: Readonly<Record<string, unknown>> = { ...before }
  return Object.fromEntries(Object.entries(after).filter(([fact, value]) => was[fact] !== value))
}

/** Each turn of its history, and whenever a limit of hours has run out since one; in milliseconds since 1970. */
function momentsOf(rules: readonly Rule[], { openedAt }: Facts, turns: readonly Turn[], now: Date) {
  const limits = rules
    .flatMap(({ definition }) => leavesOf(definition.conditions))
    .flatMap(({ fact, value }) =>
      fact === 'age' || fact === 'silence' || fact === 'answer_age' ? [value].flat() : [],
    )
    .flatMap((hours) => (typeof hours === 'number' ? hours * hourMs : []))
  const starts = new Set([openedAt, ...turns.map(({ at }) => at)].map((at) => at.getTime()))
  const all = [...starts].flatMap((at) => [at, ...limits.flatMap((ms) => [at + ms, at + ms + 1])])
  return [...new Set(all)]
    .filter((at) => at <= now.getTime())
    .sort((a, b) => a - b)
    .slice(0, mostMoments)
}
