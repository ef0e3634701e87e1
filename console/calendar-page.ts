import type { Agent } from '#core/actor.ts'
import { type App, read } from '#core/app.ts'
import { hoursInWords } from '#core/people/hours-text.ts'
import { othersOf } from '#core/sla/calendars-hold.ts'
import { type Calendar, findCalendar, findCalendars } from '#core/sla/calendars-list.ts'
import { type DayAhead, daysAhead } from '#core/sla/calendars-preview.ts'
import type { CalendarId } from '#db/schema/columns.ts'

export type CalendarPage = Awaited<ReturnType<typeof readCalendarPage>>

export async function readCalendarPage(app: App, agent: Agent, id: CalendarId) {
  const calendar = await read(app, agent, (db) => findCalendar(db, id))
  const others = othersOf(agent, calendar)
  return {
    calendar,
    summary: hoursInWords(calendar.hours),
    ahead: daysAhead(calendar, app.clock()).map((day) => dayInWords(day, calendar.timeZone)),
    holidays: calendar.holidays.map((holiday) => ({ ...holiday, date: dateInWords(holiday.day) })),
    users: usersOf(calendar),
    others,
    mayChange: (agent.role === 'admin' || agent.role === 'manager') && others.length === 0,
  }
}

/** All calendars, as a list shows them. */
export async function readCalendarList(app: App, agent: Agent) {
  const calendars = await read(app, agent, (db) => findCalendars(db))
  return calendars.map((calendar) => ({
    id: calendar.id,
    name: calendar.name,
    summary: hoursInWords(calendar.hours),
    timeZone: calendar.timeZone,
    next: nextHoliday(calendar, app.clock()),
    problem: calendar.icsProblem,
    users: usersOf(calendar),
  }))
}

function usersOf({ teams, policies }: Pick<Calendar, 'teams' | 'policies'>): string[] {
  return [...teams.map(({ name }) => name), ...policies.map(({ name }) => `SLA policy ${name}`)]
}

function nextHoliday({ holidays }: Calendar, now: Date): string | null {
  const today = now.toISOString().slice(0, 10)
  const next = holidays.find(({ day }) => day >= today)
  return next ? `${next.name}, ${dateInWords(next.day)}` : null
}

function dayInWords({ day, holiday, open }: DayAhead, timeZone: string) {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  const words = open.map(({ from, to }) => `${time.format(from)}–${time.format(to)}`).join(', ')
  const minutes = open.reduce((sum, { from, to }) => sum + (Number(to) - Number(from)) / 60_000, 0)
  const hours = minutes > 0 ? `${Number((minutes / 60).toFixed(2))} h` : ''
  return { day, date: dateInWords(day), holiday, words, hours }
}

/** `Fri 25 Dec 2026` */
function dateInWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(day))
}
