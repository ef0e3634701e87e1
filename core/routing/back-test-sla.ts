import { asc, inArray } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { readCalendars } from '#core/sla/calendars.ts'
import { clocksOf, type Entry, type HoursOf, hasBreached } from '#core/sla/clocks.ts'
import type { SlaPolicyId, TicketId } from '#db/schema/columns.ts'
import type { SlaTarget, TicketPriority } from '#db/schema/enums.ts'
import { slaEntries, slaPolicies } from '#db/schema/sla.ts'
import type { DraftTargets } from './back-test-rows.ts'

/** How many promises of each kind were broken. */
export type Breaches = Record<SlaTarget, number>

type Minutes = (
  priority: TicketPriority,
  policy: SlaPolicyId | null,
) => DraftTargets[TicketPriority]

const keyOf = { first_response: 'first', next_response: 'next', resolution: 'resolution' } as const

/** What is promised by each policy, or by the draft in place of all. */
export async function readPromises(db: Reader, draft?: DraftTargets) {
  const policies = await db
    .select({ id: slaPolicies.id, targets: slaPolicies.targets })
    .from(slaPolicies)
  const calendars = await readCalendars(db)
  const byId = new Map(policies.map(({ id, targets }) => [id, targets]))
  const minutes: Minutes = (priority, policy) =>
    (draft ?? (policy === null ? undefined : byId.get(policy)))?.[priority]
  const hoursOf: HoursOf = (id) => (id === null ? null : (calendars.get(id) ?? null))
  return { minutes, hoursOf }
}

/** The breaches of tickets: by their ledgers as they are, and by the same ledgers with other minutes promised. */
export async function breachesOf(
  db: Reader,
  now: Date,
  ids: TicketId[],
  { minutes, hoursOf }: Awaited<ReturnType<typeof readPromises>>,
) {
  const rows = await db
    .select()
    .from(slaEntries)
    .where(inArray(slaEntries.ticketId, ids))
    .orderBy(asc(slaEntries.ticketId), asc(slaEntries.id))
  const ledgers = Map.groupBy(rows, ({ ticketId }) => ticketId)
  const count = (entries: readonly Entry[]) => {
    const breaches: Breaches = { first_response: 0, next_response: 0, resolution: 0 }
    for (const clock of clocksOf(entries, hoursOf))
      if (clock.state !== 'cancelled' && hasBreached(clock, now)) breaches[clock.target] += 1
    return breaches
  }
  return {
    asItWas: (id: TicketId) => count(ledgers.get(id) ?? []),
    asPromised: (id: TicketId, priority: TicketPriority, policy: SlaPolicyId | null) =>
      count(
        (ledgers.get(id) ?? []).flatMap((entry) => {
          const promised = minutes(priority, policy ?? entry.policyId)?.[keyOf[entry.target]]
          if (entry.kind === 'retarget' || promised === undefined) return []
          return entry.kind === 'start' ? { ...entry, minutes: promised } : entry
        }),
      ),
  }
}
