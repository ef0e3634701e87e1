import type { CalendarComponent, VEvent } from 'node-ical'
import { refuse } from '#core/refusal.ts'
import { localDate } from './business-time.ts'

const maxBytes = 1024 * 1024
const mostMillis = 2000
const mostDaysOfEvent = 60
const day = 86_400_000

export interface Holiday {
  day: string // `2026-12-25`
  name: string
}

interface Wanted {
  timeZone: string // Whose midnights count, for events that have times.
  from: string // The first day and the last that are asked for.
  to: string
}

type Library = typeof import('node-ical')['default']

interface Stay {
  start: Date
  end?: Date | undefined
  summary?: unknown
}

/**
 * The days that the events of an iCalendar (RFC 5545) cover whole, in order, each once. An event with times covers a day
 * from midnight to midnight or not at all; what recurs is followed, cancelled events are left out. Refuses what is no
 * iCalendar, holds no such day, or takes too long to read.
 */
export async function readHolidays(text: string, wanted: Wanted): Promise<Holiday[]> {
  if (Buffer.byteLength(text) > maxBytes) wrong('It is larger than 1 MiB.')
  if (!/^\s*BEGIN:VCALENDAR\b/i.test(text.replace(/^\uFEFF/, '')))
    wrong('It does not begin with BEGIN:VCALENDAR.')
  const { default: ical } = await import('node-ical') // 14 MB that few processes ever need.
  const began = performance.now()
  const found = new Map<string, string>()
  for (const event of eventsOf(ical, text)) {
    if (performance.now() - began > mostMillis) wrong('It takes too long to read.')
    for (const stay of staysOf(ical, event, wanted))
      for (const each of daysOf(stay, event.datetype === 'date', wanted.timeZone))
        if (each >= wanted.from && each <= wanted.to && !found.has(each))
          found.set(each, nameOf(stay.summary))
  }
  if (found.size === 0)
    wrong(`There is no event in it that takes a whole day from ${wanted.from} to ${wanted.to}.`)
  return [...found]
    .map(([day, name]) => ({ day, name }))
    .sort((one, other) => (one.day < other.day ? -1 : 1))
}

function eventsOf(ical: Library, text: string): VEvent[] {
  const read = reading(() => ical.sync.parseICS(text.replace(/^\uFEFF/, '')))
  const parts = Object.values(read) as (CalendarComponent | undefined)[]
  return parts.filter(
    (part): part is VEvent => part?.type === 'VEVENT' && part.status !== 'CANCELLED',
  )
}

function staysOf(ical: Library, event: VEvent, { from, to }: Wanted): Stay[] {
  if (!isMoment(event.start)) return []
  if (!event.rrule) return [event]
  const range = { from: new Date(Date.parse(from) - mostDaysOfEvent * day), to: new Date(to) }
  return reading(() => ical.expandRecurringEvent(event, range))
}

/** What the library throws is about the file: its message names the line or the rule. */
function reading<T>(todo: () => T): T {
  try {
    return todo()
  } catch (error) {
    wrong(error instanceof Error ? `${error.message}.` : 'It is damaged.')
  }
}

/** The library gives a date as midnight where this process runs, whatever zone that is. */
function daysOf({ start, end }: Stay, isDate: boolean, timeZone: string): string[] {
  const last = end && isMoment(end) ? end : start
  const [first, after] = isDate
    ? [written(start), end ? written(last) : dayAfter(written(start))]
    : [firstWhole(start, timeZone), localDate(timeZone, last.getTime())]
  const days: string[] = []
  for (let each = first; each < after && days.length < mostDaysOfEvent; each = dayAfter(each))
    days.push(each)
  return days
}

function firstWhole(start: Date, timeZone: string): string {
  const date = localDate(timeZone, start.getTime())
  return localDate(timeZone, start.getTime() - 1) < date ? date : dayAfter(date)
}

function written(date: Date): string {
  const noon = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), 12)
  return new Date(noon).toISOString().slice(0, 10)
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + day).toISOString().slice(0, 10)
}

function nameOf(summary: unknown): string {
  const text =
    typeof summary === 'object' && summary && 'val' in summary ? summary.val : (summary ?? '')
  const line = String(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return line.slice(0, 120).toWellFormed() || 'Holiday'
}

function isMoment(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime())
}

function wrong(why: string): never {
  refuse('wrong-input', { why: `That is no calendar of holidays. ${why}` })
}
