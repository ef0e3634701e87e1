import { and, asc, eq, gt, inArray, notExists, type SQL } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ruleFirings } from '#db/schema/routing.ts'
import { tickets } from '#db/schema/tickets.ts'
import { leavesOf, matches } from './condition.ts'
import { needsOf, readFacts } from './facts.ts'
import type { Rule } from './rule.ts'
import { narrowed } from './rule-candidates.ts'
import { turnsByItself } from './rule-turning.ts'

const atOnce = 500

export function ofRule({ id, version }: Rule): SQL | undefined {
  return and(eq(ruleFirings.ruleId, id), eq(ruleFirings.version, version))
}

/**
 * Lets a rule by the clock have its say anew about tickets that it matches no more. Those are looked at that have
 * changed since, or all in turn when the rule asks for what the hour alone, or other tickets, can turn.
 */
export async function forgetFirings(work: Work, rule: Rule): Promise<void> {
  const candidate = work.tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.id, ruleFirings.ticketId), ...narrowed(rule, work.now)))
  await work.tx.delete(ruleFirings).where(and(ofRule(rule), notExists(candidate)))
  const { conditions } = rule.definition
  const turning =
    turnsByItself(conditions) || leavesOf(conditions).some(({ fact }) => fact === 'age')
  const rows = await work.tx
    .select({ id: ruleFirings.ticketId })
    .from(ruleFirings)
    .innerJoin(tickets, eq(tickets.id, ruleFirings.ticketId))
    .where(and(ofRule(rule), turning ? undefined : gt(tickets.updatedAt, ruleFirings.at)))
    .orderBy(asc(ruleFirings.at))
    .limit(atOnce)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  const still = new Set(await thoseMatching(work, rule, ids))
  const over = ids.filter((id) => !still.has(id))
  if (over.length > 0)
    await work.tx.delete(ruleFirings).where(and(ofRule(rule), inArray(ruleFirings.ticketId, over)))
  if (still.size > 0)
    await work.tx
      .update(ruleFirings)
      .set({ at: work.now })
      .where(and(ofRule(rule), inArray(ruleFirings.ticketId, [...still])))
}

/** Those of some tickets that a rule matches. */
export async function thoseMatching(work: Work, rule: Rule, ids: TicketId[]): Promise<TicketId[]> {
  const { conditions } = rule.definition
  const facts = await readFacts(work.tx, ids, work.now, { needs: needsOf([conditions]) })
  return [...facts.values()].filter((one) => matches(conditions, one)).map((one) => one.ticketId)
}
