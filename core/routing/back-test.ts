import { and, desc, inArray, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { tickets } from '#db/schema/tickets.ts'
import { type Assigned, assignAgain } from './back-test-assign.ts'
import { readTurns } from './back-test-history.ts'
import type { Compared, DraftTargets } from './back-test-rows.ts'
import { breachesOf, readPromises } from './back-test-sla.ts'
import { differences, goByTime } from './back-test-time.ts'
import { evaluate } from './evaluate.ts'
import { needsOf, readFacts } from './facts.ts'
import type { Rule } from './rule.ts'
import { outcomeInWords } from './rule-words.ts'

export const mostTickets = 10_000
const atOnce = 500

/**
 * What rules would have made of the last tickets, as they were when they were opened and, for rules by the clock, as
 * they became since, see `assumedOf`: by the same evaluation, choice of agents and clocks that the desk goes by.
 * Changes nothing; its memory grows with rows, not with messages.
 * @param rules in their order; those on opening, those by the clock and, in chains, those on changes are asked
 * @param targets in business minutes, in place of those of the policies; absent: as the policies say
 */
export async function backTest(
  db: Reader,
  now: Date,
  { rules, last, targets }: { rules: readonly Rule[]; last: number; targets?: DraftTargets },
): Promise<Compared[]> {
  const ids = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(isNull(tickets.deletedAt), isNull(tickets.mergedIntoId)))
    .orderBy(desc(tickets.id))
    .limit(Math.min(last, mostTickets))
  const needs = needsOf(rules.map(({ definition }) => definition.conditions))
  const isByTime = rules.some(({ definition }) => definition.scope === 'time')
  const promises = await readPromises(db, targets)
  const compared: Compared[] = []
  const need: Assigned[] = []
  for (let from = ids.length; from > 0; from -= atOnce) {
    const batch = ids.slice(Math.max(0, from - atOnce), from).map(({ id }) => id)
    const actual = await db.select(actualColumns).from(tickets).where(inArray(tickets.id, batch))
    const facts = await readFacts(db, batch, now, { needs, as: 'opening' })
    const turns = isByTime ? await readTurns(db, batch) : undefined
    const breached = await breachesOf(db, now, batch, promises)
    for (const ticket of actual.sort((a, b) => a.id - b.id)) {
      const known = facts.get(ticket.id)
      if (!known) continue
      const outcome = evaluate(rules, known, { scope: 'create' })
      const first = differences(known, outcome.facts)
      const later = turns && goByTime(rules, known, first, turns.get(ticket.id) ?? [], now)
      const decided = { ...outcome.facts, ...later?.changed }
      const { teamId, assigneeId, priority, skills, language } = decided
      const outcomes = [{ outcome, facts: known }, ...(later?.outcomes ?? [])]
      const policy = chosenPolicy(outcomes.flatMap((one) => one.outcome.steps))
      const { id: ticketId, subject, openedAt, resolvedAt, ...is } = ticket
      const row: Compared = {
        ticketId,
        subject,
        openedAt,
        resolvedAt,
        before: { ...is, breached: breached.asItWas(ticketId) },
        after: {
          teamId,
          assigneeId,
          priority,
          breached: breached.asPromised(ticketId, priority, policy),
        },
        why: outcomes
          .filter((one) => outcomes.length === 1 || one.outcome.steps.length > 0)
          .map((one) => outcomeInWords(one.outcome, one.facts))
          .join(' '),
      }
      compared.push(row)
      need.push({ row, skills, language })
    }
  }
  await assignAgain(db, now, need)
  return compared
}

const actualColumns = {
  id: tickets.id,
  subject: tickets.subject,
  openedAt: tickets.openedAt,
  resolvedAt: tickets.resolvedAt,
  teamId: tickets.teamId,
  assigneeId: tickets.assigneeId,
  priority: tickets.priority,
}

function chosenPolicy(steps: ReturnType<typeof evaluate>['steps']) {
  const chosen = steps
    .filter(({ matched }) => matched)
    .flatMap(({ rule }) => rule.definition.actions)
    .findLast((action) => action.do === 'sla')
  return chosen?.policy ?? null
}
