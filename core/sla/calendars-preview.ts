import { type BusinessHours, localDate, openSpans } from './business-time.ts'
import type { Calendar } from './calendars-list.ts'

const day = 86_400_000

export interface DayAhead {
  day: string // `2026-12-25`, in the calendar's zone.
  holiday: string | null // Why it is closed all day; null: it is no holiday.
  open: { from: Date; to: Date }[]
}

/** How the coming days look: today from its midnight on, and those after it. */
export function daysAhead(calendar: Calendar, now: Date, count = 14): DayAhead[] {
  const { timeZone, hours, holidays } = calendar
  const names = new Map(holidays.map(({ day, name }) => [day, name]))
  const business: BusinessHours = { timeZone, hours, holidays: new Set(names.keys()) }
  const first = Date.parse(localDate(timeZone, now.getTime()))
  // No local day begins or ends further than a day from its UTC namesake.
  const spans = openSpans(business, new Date(first - day), new Date(first + (count + 1) * day))
  const byDay = Map.groupBy(spans, ({ from }) => localDate(timeZone, from.getTime()))
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(first + index * day).toISOString().slice(0, 10)
    return { day: date, holiday: names.get(date) ?? null, open: byDay.get(date) ?? [] }
  })
}
