import { eq, gt, inArray, isNotNull, isNull, lt, notInArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { openStatuses } from '#core/tickets/lifecycle.ts'
import type { PersonId } from '#db/schema/columns.ts'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { Condition, Leaf } from './condition.ts'
import type { Rule } from './rule.ts'

export const hourMs = 3_600_000

/** In the words of the indexes that hold open tickets alone, so that they serve: none of those is archived. */
const open = sql`${tickets.status} not in ('resolved', 'closed') and ${tickets.archivedAt} is null`

/** Facts that are columns, so that the database can leave out most tickets before they are looked at. */
export const moments: Partial<Record<Leaf['fact'], PgColumn>> = {
  age: tickets.openedAt,
  silence: tickets.lastRequesterMessageAt,
  answer_age: tickets.lastAgentMessageAt,
}

/**
 * What a ticket must be for a rule by the clock to match, as far as columns can say it; whatever else the rule asks is
 * asked of those that are left. A rule that does not name a status looks at open tickets.
 */
export function narrowed({ teamId, definition: { conditions } }: Rule, now: Date): SQL[] {
  const leaves = required(conditions)
  return [
    isNull(tickets.deletedAt),
    isNull(tickets.mergedIntoId),
    ...(teamId === null ? [] : [eq(tickets.teamId, teamId)]),
    ...(asksForEnded(leaves) ? [] : [open]),
    ...leaves.flatMap((leaf) => asSql(leaf, now) ?? []),
  ]
}

/** Whether a rule by the clock looks at tickets that have ended, too. */
export function looksAtEnded({ definition: { conditions } }: Rule): boolean {
  return asksForEnded(required(conditions))
}

/** Whether a rule names a status that an open ticket cannot have. */
function asksForEnded(leaves: readonly Leaf[]): boolean {
  const asked = leaves.filter(({ fact }) => fact === 'status')
  const isOpen = (value: unknown) => openStatuses.some((status) => status === value)
  const forOpen = ({ op, value }: Leaf) =>
    (op === 'is' || op === 'in') && [value].flat().every(isOpen)
  return asked.length > 0 && !asked.some(forOpen)
}

/** The questions that must hold whatever becomes of the others. */
function required(condition: Condition | null): Leaf[] {
  if (!condition || 'any' in condition || 'not' in condition) return []
  return 'all' in condition ? condition.all.flatMap(required) : [condition]
}

function asSql({ fact, op, value }: Leaf, now: Date): SQL | undefined {
  const moment = moments[fact]
  if (moment) return typeof value === 'number' ? ago(moment, op, value, now) : undefined
  const values = Array.isArray(value) ? value : [value]
  if (fact === 'assignee' && op === 'empty')
    return value ? isNull(tickets.assigneeId) : isNotNull(tickets.assigneeId)
  const among = op === 'is' || op === 'in' ? inArray : op === 'is_not' ? notInArray : undefined
  if (fact === 'status') return among?.(tickets.status, values as TicketStatus[])
  if (fact === 'priority') return among?.(tickets.priority, values as TicketPriority[])
  if (fact === 'assignee' && op !== 'is_not')
    return among?.(tickets.assigneeId, values as PersonId[])
  return undefined
}

function ago(moment: PgColumn, op: Leaf['op'], hours: number, now: Date): SQL | undefined {
  const at = new Date(now.getTime() - hours * hourMs)
  if (op === 'greater') return lt(moment, at)
  return op === 'less' ? gt(moment, at) : undefined
}
