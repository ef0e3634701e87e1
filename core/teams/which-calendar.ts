import { asc } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { CalendarId } from '#db/schema/columns.ts'

/** The calendars that a team can have, by name. */
export function calendarNames(db: Reader) {
  return db
    .select({ id: calendars.id, name: calendars.name })
    .from(calendars)
    .orderBy(asc(calendars.name))
}

/** The calendar that somebody names; `none`: null, which is open at any time. Refuses others, with those there are. */
export async function whichCalendar(db: Reader, named: string): Promise<CalendarId | null> {
  if (named === 'none') return null
  const there = await calendarNames(db)
  const calendar = there.find(({ name }) => name.toLowerCase() === named.trim().toLowerCase())
  if (calendar) return calendar.id
  const names = there.map(({ name }) => name).join(', ')
  refuse('wrong-input', {
    why: `There is no calendar ${named}. ${names ? `There are: ${names}.` : 'There is none yet.'}`,
  })
}
