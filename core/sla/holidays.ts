import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import { holidays } from '#db/schema/calendars.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { localDate } from './business-time.ts'
import { holdCalendar, keepCalendar } from './calendars-hold.ts'
import type { Calendar, HolidayOfCalendar } from './calendars-list.ts'
import { type Holiday, readHolidays } from './ical.ts'

const mostHolidays = 1000

/** Sets the holidays that are entered by hand; those that are read from the calendar's address stay. */
export async function setHolidays(work: Work, id: CalendarId, given: Holiday[]): Promise<void> {
  const days = checked(given)
  const calendar = await holdCalendar(work, id)
  const read = calendar.holidays.filter(
    ({ day, imported }) => imported && !days.some((holiday) => holiday.day === day),
  )
  const entered = days.map((holiday) => ({ ...holiday, imported: false }))
  await changeHolidays(work, calendar, [...read, ...entered], 'holidays_set')
}

/**
 * Adds the whole days of an iCalendar file as if they were entered by hand: each can be taken off again. Days that are
 * there stay as they are.
 * @returns how many days the file has from a year ago to three years ahead, and how many of them are new
 */
export async function importHolidays(work: Work, id: CalendarId, ics: string) {
  const calendar = await holdCalendar(work, id)
  const found = await readHolidays(ics, span(work.now, calendar.timeZone))
  const there = new Set(calendar.holidays.map(({ day }) => day))
  const added = found
    .filter(({ day }) => !there.has(day))
    .map((holiday) => ({ ...holiday, imported: false }))
  await changeHolidays(work, calendar, [...calendar.holidays, ...added], 'holidays_imported')
  return { found: found.length, added: added.length }
}

/** From a year ago to three years ahead. */
export function span(now: Date, timeZone: string) {
  const date = (years: number) => localDate(timeZone, now.getTime() + years * 365.25 * 86_400_000)
  return { timeZone, from: date(-1), to: date(3) }
}

/** Makes these the holidays of a calendar that is held. Nothing is kept, recorded or told when they were before. */
export async function changeHolidays(
  work: Work,
  { id, name, holidays: before }: Calendar,
  after: readonly HolidayOfCalendar[],
  kind: string,
): Promise<void> {
  if (after.length > mostHolidays)
    refuse('wrong-input', { why: `A calendar has at most ${mostHolidays} holidays.` })
  const was = new Map(before.map((holiday) => [holiday.day, holiday]))
  const will = new Set(after.map(({ day }) => day))
  const removed = before.filter(({ day }) => !will.has(day))
  const set = after.filter((holiday) => !isSame(was.get(holiday.day), holiday))
  if (removed.length === 0 && set.length === 0) return
  const gone = removed.map(({ day }) => day)
  if (gone.length > 0)
    await work.tx
      .delete(holidays)
      .where(and(eq(holidays.calendarId, id), inArray(holidays.day, gone)))
  if (set.length > 0)
    await work.tx
      .insert(holidays)
      .values(set.map((holiday) => ({ ...holiday, calendarId: id })))
      .onConflictDoUpdate({
        target: [holidays.calendarId, holidays.day],
        set: { name: sql`excluded.name`, imported: sql`excluded.imported` },
      })
  const old = [...removed, ...set.flatMap(({ day }) => was.get(day) ?? [])]
  await recordDesk(work, 'calendar', id, kind, { name, changes: { holidays: [old, set] } })
  await keepCalendar(work, id, gone.length > 0 || set.some(({ day }) => !was.has(day)))
}

function isSame(one: HolidayOfCalendar | undefined, other: HolidayOfCalendar): boolean {
  return one?.name === other.name && one.imported === other.imported
}

function checked(given: Holiday[]): Holiday[] {
  const seen = new Set<string>()
  return given.map(({ day, name }) => {
    if (!isDate(day))
      refuse('wrong-input', { why: `“${day}” is no day. Write it like 2026-12-25.` })
    if (seen.has(day)) refuse('wrong-input', { why: `${day} is there twice.` })
    seen.add(day)
    const words = name.trim().replace(/\s+/g, ' ')
    if (words.length > 120)
      refuse('wrong-input', { why: `The name of ${day} has more than 120 letters.` })
    return { day, name: words || 'Holiday' }
  })
}

function isDate(day: string): boolean {
  const read = /^(19|20|21)\d\d-\d\d-\d\d$/.test(day) ? new Date(day) : undefined
  return read?.toString() !== 'Invalid Date' && read?.toISOString().slice(0, 10) === day
}
