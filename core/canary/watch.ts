import { asc, desc, eq, isNotNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { recordDesk } from '#core/timeline.ts'
import { events } from '#db/schema/events.ts'
import { canaries } from '#db/schema/mails.ts'

export const minuteMs = 60_000

/** How the mails fare that the desk sends to itself. */
export interface Flights {
  sentAt: Date | null // The last one; null: none yet.
  problem: string | null // Why the last one could not be sent, or came back.
  arrivedAt: Date | null // The last that arrived.
  tookMs: number | null // From being sent to being read.
  missedMs: number | null // Since one arrived, or, while none ever has, since the first was sent; null: none was.
}

export async function readFlights(db: Reader, now: Date): Promise<Flights> {
  const columns = {
    sentAt: canaries.sentAt,
    arrivedAt: canaries.arrivedAt,
    problem: canaries.problem,
  }
  const last = await db.select(columns).from(canaries).orderBy(desc(canaries.id)).limit(1)
  const home = await db
    .select(columns)
    .from(canaries)
    .where(isNotNull(canaries.arrivedAt))
    .orderBy(desc(canaries.id))
    .limit(1)
  const first = await db.select(columns).from(canaries).orderBy(asc(canaries.id)).limit(1)
  const arrivedAt = home[0]?.arrivedAt ?? null
  const since = arrivedAt ?? first[0]?.sentAt
  return {
    sentAt: last[0]?.sentAt ?? null,
    problem: last[0]?.problem ?? null,
    arrivedAt,
    tookMs: arrivedAt && home[0] ? arrivedAt.getTime() - home[0].sentAt.getTime() : null,
    missedMs: since ? now.getTime() - since.getTime() : null,
  }
}

/** Whether one should have arrived by now. Relays queue and greylist: a quarter of an hour is no alarm. */
export function isLate({ missedMs }: Flights, everyMinutes: number): boolean {
  return missedMs !== null && missedMs > Math.max(2 * everyMinutes, 15) * minuteMs
}

/**
 * Puts on record that mail has ceased to travel, or travels again. Whoever is to be told of it is told where this
 * says so, for it says so once.
 * @returns what has changed just now; null: nothing
 */
export async function noteFlights(
  work: Work,
  everyMinutes: number,
): Promise<'canary_late' | 'canary_back' | null> {
  await inTurn(work, ['canary'])
  const flights = await readFlights(work.tx, work.now)
  const [before] = await work.tx
    .select({ kind: events.kind })
    .from(events)
    .where(eq(events.chain, 'desk:canary'))
    .orderBy(desc(events.place))
    .limit(1)
  const wasLate = before?.kind === 'canary_late'
  const late = isLate(flights, everyMinutes)
  if (late === wasLate) return null
  const kind = late ? 'canary_late' : 'canary_back'
  await recordDesk(work, 'desk', 'canary', kind, { problem: flights.problem })
  return kind
}
