import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { CalendarId, TicketId } from '#db/schema/columns.ts'
import { slaClocks, slaEntries } from '#db/schema/sla.ts'
import type { BusinessHours } from './business-time.ts'
import { readCalendars } from './calendars.ts'
import { type Clock, clocksOf, type Entry, type HoursOf, placeOf, ticketColumns } from './clocks.ts'

/** Where workers hear of a clock that is due earlier than they sleep; its word is that moment, in ms since 1970. */
export const slaChannel = 'desk_sla'

/** What several tickets' ledgers say. */
export interface Ledgers {
  hoursOf: HoursOf
  entriesOf: (id: TicketId) => Entry[]
  /** A breach that has been kept stands, even where its calendar reads otherwise by now. */
  clocksOf: (id: TicketId, more?: readonly Entry[]) => Clock[]
  /** Whether a clock that has not breached is due at another moment than was kept: its calendar has changed. */
  hasShifted: (id: TicketId, clock: Clock) => boolean
}

/** @param also calendars that their ledgers do not name yet */
export async function readLedgers(
  db: Reader,
  ids: readonly TicketId[],
  also: readonly (CalendarId | null)[] = [],
): Promise<Ledgers> {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ entry: slaEntries, breachedAt: slaClocks.breachedAt, dueAt: slaClocks.dueAt })
          .from(slaEntries)
          .leftJoin(
            slaClocks,
            and(
              eq(slaClocks.ticketId, slaEntries.ticketId),
              eq(slaClocks.target, slaEntries.target),
              eq(slaClocks.round, slaEntries.round),
            ),
          )
          .where(inArray(slaEntries.ticketId, [...ids]))
          .orderBy(asc(slaEntries.id))
  const hoursOf = await hoursNamed(db, [...rows.map(({ entry }) => entry.calendarId), ...also])
  const byTicket = Map.groupBy(rows, ({ entry }) => entry.ticketId)
  const entriesOf = (id: TicketId) => (byTicket.get(id) ?? []).map(({ entry }) => entry)
  return {
    hoursOf,
    entriesOf,
    clocksOf: (id, more = []) => {
      const kept = new Map(byTicket.get(id)?.map((row) => [placeOf(row.entry), row.breachedAt]))
      return clocksOf([...entriesOf(id), ...more], hoursOf).map((clock) => ({
        ...clock,
        breachedAt: kept.get(placeOf(clock)) ?? clock.breachedAt,
      }))
    },
    hasShifted: (id, clock) => {
      const kept = byTicket.get(id)?.find((row) => placeOf(row.entry) === placeOf(clock))
      return !kept?.breachedAt && clock.dueAt?.getTime() !== kept?.dueAt?.getTime()
    },
  }
}

/** Most desks count every minute, and are asked for no calendar. */
async function hoursNamed(db: Reader, ids: (CalendarId | null)[]): Promise<HoursOf> {
  if (ids.every((id) => id === null)) return () => null
  const calendars: Map<CalendarId, BusinessHours> = await readCalendars(db)
  return (id) => (id === null ? null : (calendars.get(id) ?? null))
}

/** What is added to one ticket's ledger, and all its clocks after it. */
export interface Addition {
  ticketId: TicketId
  entries: readonly Entry[]
  clocks: readonly Clock[]
}

/**
 * Writes what is new in the ledgers of several tickets, the clocks that it moves and how the tickets stand, and wakes
 * the workers: one statement. What has been told of a clock stays told.
 */
export async function writeLedgers(work: Work, additions: readonly Addition[]): Promise<void> {
  if (additions.length === 0) return
  const entries = additions.flatMap(({ ticketId, entries: added }) =>
    added.map((entry) => ({ ...entry, ticketId })),
  )
  const clocks = additions.flatMap(({ ticketId, entries: added, clocks: all }) => {
    const moved = new Set(added.map(placeOf))
    return all.filter((clock) => moved.has(placeOf(clock))).map((clock) => rowOf(ticketId, clock))
  })
  const stands = additions.map(({ ticketId, clocks: all }) => ({
    id: ticketId,
    ...ticketColumns(all, work.now),
  }))
  await work.tx.execute(sql`
    with said as (
      insert into sla_entries (ticket_id, target, round, kind, at, minutes, policy_id, calendar_id, reason)
      select "ticketId", target, round, kind, at, minutes, "policyId", "calendarId", reason
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry ("ticketId" int, target sla_target,
        round int, kind sla_entry_kind, at timestamptz, minutes int, "policyId" int, "calendarId" int, reason text)
    ), stood as (
      update tickets set sla_status = now."slaStatus", sla_due_at = now."slaDueAt", sla_warn_at = now."slaWarnAt"
      from jsonb_to_recordset(${JSON.stringify(stands)}::jsonb) as now (id int, "slaStatus" sla_status,
        "slaDueAt" timestamptz, "slaWarnAt" timestamptz)
      where tickets.id = now.id
    ), kept as (${keptClocks(clocks)})
    select pg_notify(${slaChannel}, (extract(epoch from min(next_at)) * 1000)::bigint::text)
    from kept having min(next_at) is not null`)
}

function keptClocks(clocks: ReturnType<typeof rowOf>[]): SQL {
  return sql`
    insert into sla_clocks as before (ticket_id, target, round, state, policy_id, calendar_id, minutes, started_at,
      warn_at, due_at, next_at, breached_at, stopped_at, elapsed_ms, paused_ms)
    select "ticketId", target, round, state, "policyId", "calendarId", minutes, "startedAt", "warnAt", "dueAt",
      coalesce("breachedAt", "warnAt"), "breachedAt", "stoppedAt", "elapsedMs", "pausedMs"
    from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as clock ("ticketId" int, target sla_target, round int,
      state clock_state, "policyId" int, "calendarId" int, minutes int, "startedAt" timestamptz, "warnAt" timestamptz,
      "dueAt" timestamptz, "breachedAt" timestamptz, "stoppedAt" timestamptz, "elapsedMs" bigint, "pausedMs" bigint)
    on conflict (ticket_id, target, round) do update set
      state = excluded.state, policy_id = excluded.policy_id, calendar_id = excluded.calendar_id,
      minutes = excluded.minutes, warn_at = excluded.warn_at, due_at = excluded.due_at,
      breached_at = coalesce(before.breached_at, excluded.breached_at), stopped_at = excluded.stopped_at,
      elapsed_ms = excluded.elapsed_ms, paused_ms = excluded.paused_ms,
      next_at = case
        when excluded.state = 'cancelled' then null
        when before.breached_at is not null then before.next_at
        when excluded.breached_at is not null then excluded.breached_at
        when before.warned_at is not null then excluded.due_at
        else excluded.warn_at
      end
    returning next_at`
}

function rowOf(ticketId: TicketId, { intervals: _, ...clock }: Clock) {
  const hasEnded = clock.stoppedAt !== null
  return {
    ...clock,
    ticketId,
    elapsedMs: hasEnded ? clock.elapsedMs : null,
    pausedMs: hasEnded ? clock.pausedMs : null,
  }
}
