import type { DayWindow, WeekHours } from '#db/schema/people.ts'
import { changesWithin, offsetAt } from './business-time-zones.ts'

/** When somebody is open. One object is one set of hours for good: what was worked out about it is kept. */
export interface BusinessHours {
  timeZone: string // IANA.
  hours: WeekHours
  holidays: ReadonlySet<string> // `2026-12-25`, in that zone: closed all day.
}

/** From and to, in milliseconds since 1970. */
type Span = readonly [from: number, to: number]

const minute = 60_000
const day = 86_400_000
/** Nothing is promised further ahead: whoever opens too seldom, or never, gets this in place of an answer. */
const farDays = 5 * 366
const mostDays = 4000

/**
 * The first moment at which so many business minutes have passed: open or just closing, never outside business time.
 * Real time counts, whatever clocks show: an hour that a change of clocks skips or repeats is none, or two. Five years
 * after the start when there are not so many minutes until then.
 * @param hours null: every minute counts
 */
export function dueAfter(hours: BusinessHours | null, start: Date, minutes: number): Date {
  let left = Math.round(minutes * minute)
  if (!hours) return new Date(start.getTime() + left)
  const far = start.getTime() + farDays * day
  for (const [from, to] of openFrom(hours, start.getTime(), far)) {
    if (left <= to - from) return new Date(from + left)
    left -= to - from
  }
  return new Date(far)
}

/** The business time between two moments, in milliseconds; 0 when the second is not later. */
export function businessMs(hours: BusinessHours | null, from: Date, to: Date): number {
  if (!hours) return Math.max(0, to.getTime() - from.getTime())
  let sum = 0
  for (const [opens, closes] of openFrom(hours, from.getTime(), to.getTime())) sum += closes - opens
  return sum
}

/** Whether a moment is business time: the minute at which a window begins is, the one at which it ends is not. */
export function isOpen(hours: BusinessHours | null, at: Date): boolean {
  if (!hours) return true
  return !openFrom(hours, at.getTime(), at.getTime() + 1).next().done
}

/** The first moment of business time, which may be `at` itself; null: there is none within five years. */
export function nextOpening(hours: BusinessHours | null, at: Date): Date | null {
  if (!hours) return at
  const start = at.getTime()
  for (const [from] of openFrom(hours, start, start + farDays * day)) return new Date(from)
  return null
}

/** When it is open between two moments, in order; what lies on both sides of a local midnight comes in two. */
export function openSpans(hours: BusinessHours, from: Date, to: Date): { from: Date; to: Date }[] {
  const joined: [from: number, to: number, date: string][] = []
  for (const [opens, closes] of openFrom(hours, from.getTime(), to.getTime())) {
    const last = joined.at(-1)
    const date = localDate(hours.timeZone, opens)
    if (last?.[1] === opens && last[2] === date) last[1] = closes
    else joined.push([opens, closes, date])
  }
  return joined.map(([opens, closes]) => ({ from: new Date(opens), to: new Date(closes) }))
}

/** What a calendar on the wall shows, `2026-12-25`. */
export function localDate(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10)
}

function* openFrom(hours: BusinessHours, start: number, end: number): Generator<Span> {
  for (let date = Math.floor(start / day); date * day < end; date += 1)
    for (const [from, to] of openOn(hours, date))
      if (to > start && from < end) yield [Math.max(from, start), Math.min(to, end)]
}

/** Per set of hours its week in milliseconds, and the UTC days that were asked for. */
const known = new WeakMap<BusinessHours, { week: Span[][]; days: Map<number, readonly Span[]> }>()

/** When it is open on one UTC day, by its number since 1970. */
function openOn(hours: BusinessHours, date: number): readonly Span[] {
  const tables = known.get(hours) ?? { week: weekOf(hours.hours), days: new Map() }
  known.set(hours, tables)
  const there = tables.days.get(date)
  if (there) return there
  if (tables.days.size >= mostDays) tables.days.clear()
  const made = workOut(hours, tables.week, date * day)
  tables.days.set(date, made)
  return made
}

/**
 * A UTC day is cut where the offset changes. Within a piece local time runs evenly, so that its windows are moved, not
 * asked for. A piece touches two local dates at most.
 */
function workOut({ timeZone, holidays }: BusinessHours, week: Span[][], start: number): Span[] {
  const cuts = [start, ...changesWithin(timeZone, start), start + day]
  return cuts.slice(1).flatMap((end, index) => {
    const begin = cuts[index] ?? start
    const offset = offsetAt(timeZone, begin)
    const open: Span[] = []
    for (let at = Math.floor((begin + offset) / day); at * day < end + offset; at += 1) {
      if (holidays.size > 0 && holidays.has(new Date(at * day).toISOString().slice(0, 10))) continue
      for (const [from, to] of week[(((at + 3) % 7) + 7) % 7] ?? []) {
        const span: Span = [
          Math.max(at * day + from - offset, begin),
          Math.min(at * day + to - offset, end),
        ]
        if (span[0] < span[1]) open.push(span)
      }
    }
    return open
  })
}

/** Monday first, as 1970-01-01 was a Thursday; windows in order, those that touch as one. */
function weekOf(hours: WeekHours): Span[][] {
  return (['1', '2', '3', '4', '5', '6', '7'] as const).map((weekday) => {
    const spans = (hours[weekday] ?? []).map(([from, to]: DayWindow) => [millis(from), millis(to)])
    const joined: [number, number][] = []
    for (const [from = 0, to = 0] of spans.sort(([a = 0], [b = 0]) => a - b)) {
      const last = joined.at(-1)
      if (last && from <= last[1]) last[1] = Math.max(last[1], to)
      else joined.push([from, to])
    }
    return joined
  })
}

/** @param time `09:30`, or `24:00` */
function millis(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * minute
}
