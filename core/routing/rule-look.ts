import { and, asc, eq, gt, isNull, type SQL } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ruleFirings, rules } from '#db/schema/routing.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { Rule } from './rule.ts'
import { narrowed } from './rule-candidates.ts'
import { ofRule } from './rule-forget.ts'
import { turnedSince, turnsByItself } from './rule-turning.ts'

const atOnce = 5000
const steadily = 500
/** A change whose unit began before the last look may have been committed after it. */
const overlapMs = 120_000

/**
 * The tickets that a rule by the clock is asked about this time: what may have turned since the last, and the next
 * page of a pass over all, which is fast the first time and for a rule that the hour turns. So a minute has a limit,
 * however many tickets are open. Keeps the place in the same unit.
 */
export async function toLookAt(work: Work, rule: Rule): Promise<TicketId[]> {
  const { conditions } = rule.definition
  const asItIs = and(eq(rules.id, rule.id), eq(rules.version, rule.version))
  const [place] = await work.tx
    .select({ at: rules.lookedAt, to: rules.lookedTo })
    .from(rules)
    .where(asItIs)
  if (!place) return []
  const since = place.at && new Date(place.at.getTime() - overlapMs)
  const turned = since
    ? await candidates(work, rule, turnedSince(conditions, since, work.now), atOnce)
    : []
  const limit = place.at && !turnsByItself(conditions) ? steadily : atOnce
  const page = await candidates(work, rule, place.to ? gt(tickets.id, place.to) : undefined, limit)
  const isOver = page.length < limit
  const lookedAt = place.at ? work.now : isOver ? rule.since : null
  const lookedTo = isOver ? null : (page.at(-1) ?? null)
  await work.tx.update(rules).set({ lookedAt, lookedTo }).where(asItIs)
  return [...new Set([...turned, ...page])]
}

/** The first rule that has not seen every ticket since it reads as it does. */
export async function firstUnseen(
  work: Work,
  standing: readonly Rule[],
): Promise<Rule | undefined> {
  const unseen = await work.tx.select({ id: rules.id }).from(rules).where(isNull(rules.lookedAt))
  return standing.find((rule) => unseen.some(({ id }) => id === rule.id))
}

/** Without those about which it has had its say. */
async function candidates(work: Work, rule: Rule, which: SQL | undefined, limit: number) {
  const rows = await work.tx
    .select({ id: tickets.id })
    .from(tickets)
    .leftJoin(ruleFirings, and(eq(ruleFirings.ticketId, tickets.id), ofRule(rule)))
    .where(and(...narrowed(rule, work.now), isNull(ruleFirings.at), which))
    .orderBy(asc(tickets.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}
