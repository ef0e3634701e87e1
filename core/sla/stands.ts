import { and, eq, gt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { SlaStatus } from '#db/schema/enums.ts'
import { tickets } from '#db/schema/tickets.ts'

/** What a ticket's row says of its clocks, as of its last change. */
export interface Standing {
  slaStatus: SlaStatus
  slaWarnAt: Date | null
  slaDueAt: Date | null
}

/** How a ticket stands at a moment: `sla_status()` of the database says the same. */
export function standsAt({ slaStatus, slaWarnAt, slaDueAt }: Standing, now: Date): SlaStatus {
  if (slaStatus !== 'on_track') return slaStatus
  if (slaDueAt && slaDueAt <= now) return 'breached'
  return slaWarnAt && slaWarnAt <= now ? 'near_breach' : 'on_track'
}

/** How a ticket stands now, and when the next of its running clocks is due. */
export function markOf(standing: Standing, now: Date): { status: SlaStatus; dueAt: Date | null } {
  return { status: standsAt(standing, now), dueAt: standing.slaDueAt }
}

/** The tickets that stand in one of these ways. Each way is a range of an index. @param at absent: the database's now */
export function standing(statuses: readonly SlaStatus[], at: Date | undefined): SQL | undefined {
  const now = at ? sql`${at.toISOString()}::timestamptz` : sql`now()`
  const runs = eq(tickets.slaStatus, 'on_track')
  const ways: Partial<Record<SlaStatus, SQL | undefined>> = {
    on_track: and(runs, gt(tickets.slaWarnAt, now), gt(tickets.slaDueAt, now)),
    near_breach: and(runs, lte(tickets.slaWarnAt, now), gt(tickets.slaDueAt, now)),
    breached: or(eq(tickets.slaStatus, 'breached'), and(runs, lte(tickets.slaDueAt, now))),
  }
  return or(...statuses.map((status) => ways[status] ?? eq(tickets.slaStatus, status)))
}
