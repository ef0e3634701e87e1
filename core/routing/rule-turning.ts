import { and, gt, lte, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { tickets } from '#db/schema/tickets.ts'
import { type Condition, type Leaf, leavesOf } from './condition.ts'
import { hourMs, moments } from './rule-candidates.ts'

/** They turn while nothing is written about the ticket itself. */
const turningByThemselves: readonly string[] = ['weekday', 'time', 'open', 'open_tickets']

/** Whether the hour alone, or other tickets, can make a rule match. */
export function turnsByItself(conditions: Condition | null): boolean {
  return leavesOf(conditions).some(({ fact }) => turningByThemselves.includes(fact))
}

/**
 * The tickets about which a condition may say something else than it did before: those that have changed since, and
 * those for which a limit of hours or a promise has run out since.
 */
export function turnedSince(conditions: Condition | null, since: Date, now: Date): SQL | undefined {
  const ran = (column: PgColumn, hours: number) =>
    and(gt(column, before(since, hours)), lte(column, before(now, hours)))
  const runOut = ({ fact, value }: Leaf) => {
    if (fact === 'sla') return [ran(tickets.slaWarnAt, 0), ran(tickets.slaDueAt, 0)]
    const moment = moments[fact]
    const limits = [value].flat().filter((limit) => typeof limit === 'number')
    return moment ? limits.map((hours) => ran(moment, hours)) : []
  }
  return or(gt(tickets.updatedAt, since), ...leavesOf(conditions).flatMap(runOut))
}

function before(moment: Date, hours: number): Date {
  return new Date(moment.getTime() - hours * hourMs)
}
