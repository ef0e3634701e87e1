import { refuse } from '#core/refusal.ts'
import type { DayWindow, WeekHours } from '#db/schema/people.ts'
import { type WeekDay, weekDays } from './hours-text.ts'

/** Refuses hours that nobody could keep: windows that end before they begin, or overlap. */
export function requireWeekHours(hours: WeekHours): void {
  for (const [day, windows] of Object.entries(hours) as [WeekDay, DayWindow[]][]) {
    const inOrder = windows.toSorted(([from], [other]) => (from < other ? -1 : 1))
    for (const [place, window] of inOrder.entries()) {
      const [from, to] = window
      const wrong = (why: string) =>
        refuse('wrong-input', { why: `${weekDays[day]} ${from}–${to}: ${why}` })
      if (![from, to].every(isTime)) wrong('give times from 00:00 to 24:00.')
      if (from >= to) wrong('that ends before it begins. Let it end at 24:00, and go on next day.')
      const next = inOrder[place + 1]
      if (next && next[0] < to) wrong(`it overlaps ${next.join('–')}. Make one of the two.`)
    }
  }
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text)
}

/** Refuses what is no time zone by its name (IANA); offsets know no daylight saving, so they are none. */
export function requireTimeZone(timeZone: string): void {
  if (/^[A-Z]/i.test(timeZone) && isKnown(timeZone)) return
  refuse('wrong-input', {
    why: `“${timeZone}” is no time zone. Give one by its name, like Europe/Berlin or UTC.`,
  })
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }))
  } catch {
    return false
  }
}
