import { and, eq, ne } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { requireTimeZone, requireWeekHours } from '#core/people/week-hours.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import { calendars, holidays } from '#db/schema/calendars.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import type { WeekHours } from '#db/schema/people.ts'
import { holdCalendar, keepCalendar, requireConfigurer } from './calendars-hold.ts'

export interface CalendarSettings {
  name: string
  timeZone: string // IANA.
  hours: WeekHours
  icsUrl: string | null // Where its holidays are read each day; null: nowhere.
}

export async function addCalendar(work: Work, given: CalendarSettings): Promise<CalendarId> {
  requireConfigurer(work)
  const calendar = checked(given)
  const [added] = await work.tx
    .insert(calendars)
    .values({ ...calendar, createdAt: work.now })
    .onConflictDoNothing()
    .returning({ id: calendars.id })
  if (!added) refuse('already-exists', { what: `The calendar ${calendar.name}` })
  const { id } = added
  await recordDesk(work, 'calendar', id, 'calendar_added', { ...calendar })
  await keepCalendar(work, id, false)
  if (calendar.icsUrl) work.enqueue('desk.holidays', { calendar: id })
  return id
}

/** Sets what is given; clocks that run are told anew from the same start. */
export async function changeCalendar(
  work: Work,
  id: CalendarId,
  given: Partial<CalendarSettings>,
): Promise<void> {
  const before = await holdCalendar(work, id)
  const { name, timeZone, hours, icsUrl } = before
  const after = checked({ name, timeZone, hours, icsUrl, ...given })
  const changes = changesBetween({ name, timeZone, hours, icsUrl }, after)
  if (Object.keys(changes).length === 0) return
  if (changes.name) await requireFreeName(work, id, after.name)
  const unread = changes.icsUrl ? { icsReadAt: null, icsProblem: null } : {}
  await work.tx
    .update(calendars)
    .set({ ...after, ...unread })
    .where(eq(calendars.id, id))
  if (icsUrl && !after.icsUrl)
    await work.tx.update(holidays).set({ imported: false }).where(eq(holidays.calendarId, id))
  await recordDesk(work, 'calendar', id, 'calendar_changed', { name, changes })
  await keepCalendar(work, id, Boolean(changes.timeZone ?? changes.hours))
  if (changes.icsUrl && after.icsUrl) work.enqueue('desk.holidays', { calendar: id })
}

function checked({ name, timeZone, hours, icsUrl }: CalendarSettings): CalendarSettings {
  const trimmed = name.trim()
  if (!(trimmed.length >= 1 && trimmed.length <= 80))
    refuse('wrong-input', { why: 'A calendar has a name of 1 to 80 letters.' })
  requireTimeZone(timeZone)
  requireWeekHours(hours)
  if (!Object.values(hours).some((windows) => windows.length > 0))
    refuse('wrong-input', {
      why: 'It would never be open, so nothing could ever be due. Open it on one day at least.',
    })
  return { name: trimmed, timeZone, hours, icsUrl: icsUrl?.trim() ? calendarUrl(icsUrl) : null }
}

/** @returns the address as it is fetched: `webcal:` is a way to say `https:` */
function calendarUrl(given: string): string {
  const url = URL.parse(given.trim().replace(/^webcals?:/i, 'https:'))
  if (url?.protocol === 'https:' && !url.username && !url.password && url.href.length <= 2000)
    return url.href
  refuse('wrong-input', {
    why: 'The address of the holidays begins with https:// (or webcal://), and holds no password.',
  })
}

async function requireFreeName(work: Work, id: CalendarId, name: string): Promise<void> {
  const [other] = await work.tx
    .select({ id: calendars.id })
    .from(calendars)
    .where(and(eq(calendars.name, name), ne(calendars.id, id)))
  if (other) refuse('already-exists', { what: `The calendar ${name}` })
}
