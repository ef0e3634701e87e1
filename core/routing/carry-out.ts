import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { evaluate, type Occasion, type Outcome, refusal } from './evaluate.ts'
import type { Facts } from './facts.ts'
import type { Rule } from './rule.ts'
import { actByRule } from './rule-act.ts'
import type { Problem } from './rule-words.ts'

/**
 * Asks rules and does what those that match say, in their order. Where something is refused, the rules after it are
 * asked again by what the ticket is without it; what was done before stays as it was decided.
 */
export async function carryOut(
  work: Work,
  id: TicketId,
  rules: readonly Rule[],
  facts: Facts,
  occasion: Occasion,
): Promise<{ outcome: Outcome; problems: Problem[] }> {
  const problems: Problem[] = []
  const refused = new Set<string>()
  let outcome = evaluate(rules, facts, { ...occasion, refused })
  for (let done = 0; done < outcome.steps.length; done += 1) {
    const step = outcome.steps[done]
    if (!step?.matched) continue
    const { rule, round } = step
    const byRule = { ...work, rule: { id: rule.id, name: rule.name } }
    const before = refused.size
    for (const [place, action] of rule.definition.actions.entries()) {
      const why = await actByRule(byRule, id, action)
      if (!why) continue
      problems.push({ rule, action, why })
      refused.add(refusal(rule, round, place))
    }
    if (refused.size > before) outcome = evaluate(rules, facts, { ...occasion, refused })
  }
  return { outcome, problems }
}
