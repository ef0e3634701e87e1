import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { RuleId, TeamId, TicketId } from '#db/schema/columns.ts'
import { evaluate } from './evaluate.ts'
import { needsOf, readFacts } from './facts.ts'
import type { Rule } from './rule.ts'
import { definitionFrom } from './rule-check.ts'
import { outcomeInWords } from './rule-words.ts'

/**
 * Whether a rule would match a ticket as it is now, and by which fact, before it is kept. Changes nothing.
 * @param given its team (null: everybody's) and definition
 */
export async function tryRule(
  db: Reader,
  now: Date,
  id: TicketId,
  given: { name: string; teamId: TeamId | null; definition: unknown },
): Promise<{ matched: boolean; words: string }> {
  const definition = definitionFrom(given.definition)
  const needs = needsOf([definition.conditions])
  const facts = (await readFacts(db, [id], now, { needs })).get(id)
  if (!facts) refuse('not-found', { what: 'ticket' })
  const rule: Rule = {
    id: -1 as RuleId,
    name: given.name,
    teamId: given.teamId,
    version: 0,
    since: now,
    definition: { ...definition, scope: 'create', fields: [] },
  }
  const outcome = evaluate([rule], facts, { scope: 'create' })
  if (outcome.steps.length === 0)
    return {
      matched: false,
      words: `It looks at another team's tickets: this one is ${facts.teamName}'s.`,
    }
  return {
    matched: outcome.steps.some(({ matched }) => matched),
    words: outcomeInWords(outcome, facts),
  }
}
