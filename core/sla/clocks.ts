import type { CalendarId, SlaPolicyId } from '#db/schema/columns.ts'
import type { ClockState, SlaEntryKind, SlaStatus, SlaTarget } from '#db/schema/enums.ts'
import { type BusinessHours, businessMs, dueAfter } from './business-time.ts'

/** One line of the ledger. */
export interface Entry {
  target: SlaTarget
  round: number
  kind: SlaEntryKind
  at: Date
  minutes: number | null // Set by start and retarget.
  policyId: SlaPolicyId | null
  calendarId: CalendarId | null
  reason: string
}

/** What a clock did from one line to the next. */
interface Interval {
  doing: ClockState
  from: Date
  to: Date | null // Null: it still does.
  reason: string
}

/** A clock as its ledger tells it. Times in milliseconds. */
export interface Clock {
  target: SlaTarget
  round: number
  state: ClockState
  policyId: SlaPolicyId | null
  calendarId: CalendarId | null
  minutes: number
  startedAt: Date
  warnAt: Date | null // While it runs: 20 % are left then.
  dueAt: Date | null // While it runs: it breaches then.
  breachedAt: Date | null // It had before its last line; whether it has since, `dueAt` tells.
  stoppedAt: Date | null
  intervals: Interval[]
  elapsedMs: number // Business time, up to its last line when it runs.
  pausedMs: number // Wall time, likewise.
}

/** By which hours a calendar counts; null: every minute. */
export type HoursOf = (id: CalendarId | null) => BusinessHours | null

const warnsAt = 0.8 // Of its minutes.

const doing = {
  start: 'running',
  resume: 'running',
  pause: 'paused',
  stop: 'stopped',
  cancel: 'cancelled',
} as const satisfies Record<Exclude<SlaEntryKind, 'retarget'>, ClockState>

/** Each clock of one ticket, from its ledger in the order of writing. */
export function clocksOf(entries: readonly Entry[], hoursOf: HoursOf): Clock[] {
  const ledgers = Map.groupBy(entries, placeOf)
  return [...ledgers.values()].map((ledger) => clockOf(ledger, hoursOf))
}

/** Which clock of a ticket it is. */
export function placeOf({ target, round }: Pick<Clock, 'target' | 'round'>): string {
  return `${target} ${round}`
}

/**
 * One clock from its own lines. A breach that lies before a line that promises something else stands: what is
 * promised later changes no result. A clock that goes on after its stop keeps what it has used.
 */
function clockOf([start, ...more]: Entry[], hoursOf: HoursOf): Clock {
  if (start?.kind !== 'start') throw new Error('The ledger of a clock begins with its start')
  let terms: Entry = start
  let breachedAt: Date | null = null
  const intervals: Interval[] = [
    { doing: 'running', from: start.at, to: null, reason: start.reason },
  ]
  for (const entry of more) {
    const last = intervals.at(-1)
    if (last) last.to = entry.at
    breachedAt ??= reached(intervals, terms, hoursOf, 1)
    if (entry.kind !== 'retarget')
      intervals.push({ doing: doing[entry.kind], from: entry.at, to: null, reason: entry.reason })
    else {
      terms = entry
      if (last?.doing === 'paused') last.to = null
      else if (last) intervals.push({ ...last, from: entry.at, to: null })
    }
  }
  // What is promised last may have been over by then.
  breachedAt ??= reached(intervals.slice(0, -1), terms, hoursOf, 1)
  const state = intervals.at(-1)?.doing ?? 'running'
  const runs = state === 'running'
  const hours = hoursOf(terms.calendarId)
  return {
    target: start.target,
    round: start.round,
    state,
    policyId: terms.policyId,
    calendarId: terms.calendarId,
    minutes: terms.minutes ?? 0,
    startedAt: start.at,
    warnAt: runs ? reached(intervals, terms, hoursOf, warnsAt) : null,
    dueAt: runs ? (breachedAt ?? reached(intervals, terms, hoursOf, 1)) : null,
    breachedAt,
    stoppedAt: state === 'stopped' || state === 'cancelled' ? (more.at(-1)?.at ?? null) : null,
    intervals,
    elapsedMs: sum(intervals, 'running', ({ from, to }) => (to ? businessMs(hours, from, to) : 0)),
    pausedMs: sum(intervals, 'paused', ({ from, to }) => (to ? +to - +from : 0)),
  }
}

function sum(intervals: Interval[], what: ClockState, length: (interval: Interval) => number) {
  return intervals.reduce((ms, each) => ms + (each.doing === what ? length(each) : 0), 0)
}

/** When a share of what is promised was used up, or will be if the clock goes on as it does; null: never so far. */
function reached(intervals: Interval[], terms: Entry, hoursOf: HoursOf, share: number) {
  const hours = hoursOf(terms.calendarId)
  let left = Math.round((terms.minutes ?? 0) * 60_000 * share)
  for (const { doing, from, to } of intervals) {
    if (doing !== 'running') continue
    const length = to ? businessMs(hours, from, to) : Number.POSITIVE_INFINITY
    if (left <= length) return dueAfter(hours, from, left / 60_000)
    left -= length
  }
  return null
}

/** How one clock stands at a moment. One that was cancelled never counted. */
export function statusOf(clock: Clock, now: Date): SlaStatus {
  if (clock.state === 'cancelled') return 'no_sla'
  if (hasBreached(clock, now)) return 'breached'
  if (clock.state === 'stopped') return 'met'
  if (clock.state === 'paused') return 'paused'
  return clock.warnAt && clock.warnAt <= now ? 'near_breach' : 'on_track'
}

export function hasBreached({ breachedAt, dueAt }: Clock, now: Date): boolean {
  return breachedAt !== null || (dueAt !== null && dueAt <= now)
}

/** Business time a clock has used up at a moment, in milliseconds. */
export function usedMs(clock: Clock, hours: BusinessHours | null, now: Date): number {
  const last = clock.intervals.at(-1)
  const open = last?.doing === 'running' ? businessMs(hours, last.from, now) : 0
  return clock.elapsedMs + open
}

const fromWorst = ['breached', 'near_breach', 'on_track', 'paused', 'met'] as const

/** How a ticket stands: the worst of its clocks. */
export function worstOf(clocks: readonly Clock[], now: Date): SlaStatus {
  const all = new Set(clocks.map((clock) => statusOf(clock, now)))
  return fromWorst.find((status) => all.has(status)) ?? 'no_sla'
}

/** What the ticket's own row says of its clocks: time alone brings the rest, see `sla_status()` in the database. */
export function ticketColumns(clocks: readonly Clock[], now: Date) {
  const status = worstOf(clocks, now)
  const running = clocks.filter(({ state }) => state === 'running')
  return {
    slaStatus: status === 'near_breach' ? ('on_track' as const) : status,
    slaDueAt: earliest(running.map(({ dueAt }) => dueAt)),
    slaWarnAt: earliest(running.map(({ warnAt }) => warnAt)),
  }
}

function earliest(moments: (Date | null)[]): Date | null {
  return moments.reduce((first, at) => (at && (!first || at < first) ? at : first), null)
}
