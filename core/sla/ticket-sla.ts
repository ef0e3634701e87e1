import { inArray } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { SlaPolicyId, TicketId } from '#db/schema/columns.ts'
import type { SlaStatus, SlaTarget } from '#db/schema/enums.ts'
import { slaPolicies } from '#db/schema/sla.ts'
import { type Clock, statusOf, usedMs, worstOf } from './clocks.ts'
import { readLedgers } from './ledger.ts'

/** A clock as people read it. Times in milliseconds. */
export interface ShownClock {
  target: SlaTarget
  round: number
  status: SlaStatus
  minutes: number // Promised, in business time.
  policy: { id: SlaPolicyId; name: string } | null
  startedAt: Date
  dueAt: Date | null // While it runs, and of one that has breached.
  stoppedAt: Date | null
  usedMs: number // Business time.
  remainingMs: number // Below zero: late by so much.
  pausedMs: number // Wall time, in all its pauses.
  pauses: { from: Date; to: Date | null; reason: string }[] // Null: it still is.
}

/** The clocks of a ticket as of a moment, with each pause. Those that were cancelled never counted, and are left out. */
export async function readTicketSla(
  db: Reader,
  id: TicketId,
  now: Date,
): Promise<{ status: SlaStatus; clocks: ShownClock[] }> {
  const ledgers = await readLedgers(db, [id])
  const clocks = ledgers.clocksOf(id)
  const named = await policiesOf(db, clocks)
  const shown = clocks
    .filter(({ state }) => state !== 'cancelled')
    .map((clock): ShownClock => {
      const used = usedMs(clock, ledgers.hoursOf(clock.calendarId), now)
      const pauses = clock.intervals
        .filter(({ doing }) => doing === 'paused')
        .map(({ from, to, reason }) => ({ from, to, reason }))
      return {
        target: clock.target,
        round: clock.round,
        status: statusOf(clock, now),
        minutes: clock.minutes,
        policy: clock.policyId && (named.get(clock.policyId) ?? null),
        startedAt: clock.startedAt,
        dueAt: clock.dueAt ?? clock.breachedAt,
        stoppedAt: clock.stoppedAt,
        usedMs: used,
        remainingMs: clock.minutes * 60_000 - used,
        pausedMs: pauses.reduce((ms, { from, to }) => ms + (+(to ?? now) - +from), 0),
        pauses,
      }
    })
  return { status: worstOf(clocks, now), clocks: shown }
}

async function policiesOf(db: Reader, clocks: Clock[]) {
  const ids = [...new Set(clocks.flatMap(({ policyId }) => policyId ?? []))]
  if (ids.length === 0) return new Map<SlaPolicyId, { id: SlaPolicyId; name: string }>()
  const rows = await db
    .select({ id: slaPolicies.id, name: slaPolicies.name })
    .from(slaPolicies)
    .where(inArray(slaPolicies.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}
