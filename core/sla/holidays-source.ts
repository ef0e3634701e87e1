import { asc, eq, isNotNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { FetchProblem, fetchPublic } from '#core/public-fetch.ts'
import { Refusal, refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { localDate } from './business-time.ts'
import { holdCalendar } from './calendars-hold.ts'
import type { Calendar } from './calendars-list.ts'
import { changeHolidays, span } from './holidays.ts'
import { type Holiday, readHolidays } from './ical.ts'

const limits = {
  accept: 'text/calendar, text/plain',
  maxBytes: 1024 * 1024,
  deadlineMillis: 15_000,
}

/** Asks that the holidays of a calendar are read from its address soon. Refuses one that has none. */
export async function askForHolidays(work: Work, id: CalendarId): Promise<void> {
  const { name, icsUrl } = await holdCalendar(work, id)
  if (!icsUrl)
    refuse('wrong-input', { why: `${name} has no address to read its holidays from. Give it one.` })
  work.enqueue('desk.holidays', { calendar: id })
}

/** Asks the same for every calendar that has an address: once a day. */
export async function askForAllHolidays(work: Work): Promise<void> {
  const all = await work.tx
    .select({ id: calendars.id })
    .from(calendars)
    .where(isNotNull(calendars.icsUrl))
    .orderBy(asc(calendars.id))
  for (const { id } of all) work.enqueue('desk.holidays', { calendar: id })
}

export async function sourceOf(db: Reader, id: CalendarId): Promise<string | null> {
  const [found] = await db
    .select({ url: calendars.icsUrl })
    .from(calendars)
    .where(eq(calendars.id, id))
  return found?.url ?? null
}

/** What an address shows, or why it could not be fetched. */
export type Reading = { ics: string } | { problem: string }

export async function fetchCalendar(
  url: string,
  mayConnect?: (address: string, port: string) => boolean,
): Promise<Reading> {
  try {
    return { ics: (await fetchPublic(url, { ...limits, mayConnect })).toString('utf8') }
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error
    return { problem: `It could not be fetched: ${error.message}. Check the address.` }
  }
}

/**
 * Takes the holidays over that were read from an address. Days that have passed stay as they are, and so do days entered
 * by hand; when the reading failed or makes no sense, the last good days hold and the calendar says why.
 */
export async function keepReading(
  work: Work,
  id: CalendarId,
  url: string,
  reading: Reading,
): Promise<void> {
  const calendar = await holdCalendar(work, id)
  if (calendar.icsUrl !== url) return // It has another by now, which is read by a job of its own.
  const { days, problem } = await daysIn(work, calendar, reading)
  if (days) await changeHolidays(work, calendar, joined(work, calendar, days), 'holidays_read')
  if (problem && problem !== calendar.icsProblem)
    await recordDesk(work, 'calendar', id, 'holidays_not_read', { name: calendar.name, problem })
  await work.tx
    .update(calendars)
    .set({ icsProblem: problem ?? null, ...(days && { icsReadAt: work.now }) })
    .where(eq(calendars.id, id))
}

async function daysIn({ now }: Work, { timeZone }: Calendar, reading: Reading) {
  if ('problem' in reading) return { problem: reading.problem }
  try {
    return { days: await readHolidays(reading.ics, span(now, timeZone)) }
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message }
    throw error
  }
}

function joined({ now }: Work, { timeZone, holidays }: Calendar, days: Holiday[]) {
  const today = localDate(timeZone, now.getTime())
  const staying = holidays.filter(({ day, imported }) => !imported || day < today)
  const taken = new Set(staying.map(({ day }) => day))
  const read = days.filter(({ day }) => !taken.has(day))
  return [...staying, ...read.map((holiday) => ({ ...holiday, imported: true }))]
}
