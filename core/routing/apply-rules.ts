import type { Work } from '#core/app.ts'
import { holdTicket, type Ticket } from '#core/tickets/ticket.ts'
import { record } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { carryOut } from './carry-out.ts'
import { keepDecision } from './decide.ts'
import { deepestChain } from './evaluate.ts'
import { needsOf, readFacts } from './facts.ts'
import type { Rule, RuleScope } from './rule.ts'
import { changesSince } from './rule-changes.ts'
import { hasDecided, keepFirings, notFired } from './rule-firings.ts'
import { detailsOf, outcomeInWords } from './rule-words.ts'
import { standingRules } from './rules.ts'

/**
 * Asks the rules of a scope about a ticket and does what those that match say, as the desk itself, in the caller's
 * unit; what they decided is kept with the facts they went by. Rules of the scope create have their say once, and only
 * about tickets that were opened while they stood; those of the scope update about what has changed since they were
 * asked last; those of the scope time once, until they no longer match.
 */
export async function applyRules(work: Work, id: TicketId, scope: RuleScope): Promise<void> {
  const standing = await standingRules(work.tx, scope)
  if (!standing.some(({ definition }) => definition.scope === scope)) return
  const ticket = await holdTicket(work, id)
  const changed = scope === 'update' ? await changesSince(work, ticket) : undefined
  const rules = await stillToAsk(work, ticket, standing, scope)
  const needs = needsOf(rules.map(({ definition }) => definition.conditions))
  const facts = (await readFacts(work.tx, [id], work.now, { needs })).get(id)
  if (!facts || ticket.mergedIntoId) return
  const asked = { scope, ...(changed && { changed }) }
  const { outcome, problems } = await carryOut(work, id, rules, facts, asked)
  const matched = outcome.steps.filter((step) => step.matched)
  if (scope === 'time') await keepFirings(work, id, matched)
  if (matched.length === 0 && (scope !== 'create' || outcome.steps.length === 0)) return
  if (outcome.stoppedAtDepth) await record(work, id, 'rules_stopped', { depth: deepestChain })
  const words = outcomeInWords(outcome, facts, problems)
  const kind = scope === 'time' ? 'time' : 'rules'
  await keepDecision(work, id, kind, words, detailsOf(outcome, facts, problems, scope))
}

async function stillToAsk(
  work: Work,
  { id, openedAt }: Ticket,
  standing: Rule[],
  scope: RuleScope,
): Promise<Rule[]> {
  if (scope === 'update') return standing
  if (scope === 'time') return notFired(work, id, standing)
  if (await hasDecided(work, id)) return []
  return standing.filter(
    ({ definition, since }) => definition.scope === 'update' || since <= openedAt,
  )
}
