import { asc, eq } from 'drizzle-orm'
import { type App, perform, read } from '#core/app.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { allLadders } from '#core/escalation/ladders.ts'
import { addCalendar, changeCalendar } from '#core/sla/calendars-change.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { addPolicy } from '#core/sla/policies.ts'
import { changeTeam } from '#core/teams/settings.ts'
import type { CalendarId, TeamId, TicketId } from '#db/schema/columns.ts'
import { notifications } from '#db/schema/notifications.ts'
import type { WeekHours } from '#db/schema/people.ts'
import type { factories } from '#tests/support/factories.ts'
import { drain } from '#tests/support/jobs.ts'

export const office = { 1: [['09:00', '17:00']], 2: [['09:00', '17:00']], 3: [['09:00', '17:00']] }
export const late = { ...office, 1: [['09:00', '24:00']] }
export const afternoons = { ...office, 1: [['12:00', '17:00']] }

/** The desk's clock runs on from test to test. */
export function untilMonday(app: App, pass: (minutes: number) => void): void {
  const monday = Date.parse('2026-03-02T09:00:00Z')
  const week = 7 * 24 * 60
  pass((week - (((app.clock().getTime() - monday) / 60_000) % week)) % week)
}

export async function goBy(
  app: App,
  a: ReturnType<typeof factories>,
  hours: object,
  { name = 'Office', team }: { name?: string; team?: TeamId } = {},
): Promise<CalendarId> {
  const teamId = team ?? (await a.homeTeam())
  return perform(app, null, async (work) => {
    const calendar = { name, timeZone: 'UTC', hours: hours as WeekHours, icsUrl: null }
    const calendarId = await addCalendar(work, calendar)
    await changeTeam(work, teamId, { calendarId })
    return calendarId
  })
}

export function change(app: App, id: CalendarId, hours: object) {
  return perform(app, null, (work) => changeCalendar(work, id, { hours: hours as WeekHours }))
}

export async function nextStep(app: App, id: TicketId) {
  const [escalation] = await read(app, null, (db) => escalationsOf(db, id))
  const at = escalation?.nextAt?.toUTCString() ?? ''
  return [escalation?.step, `${at.slice(0, 3)} ${at.slice(17, 22)}`]
}

export function stepsTold(app: App, id: TicketId) {
  return read(app, null, async (db) => {
    const rows = await db
      .select()
      .from(notifications)
      .where(eq(notifications.ticketId, id))
      .orderBy(asc(notifications.id))
    return rows.flatMap(({ kind, details }) => (kind === 'escalated' ? details.step : []))
  })
}

/** An answer within the hour, and nothing else. */
export function promiseFirstAlone(app: App) {
  return perform(app, null, async (work) => {
    const medium = (await allLadders(work.tx)).find(({ name }) => name === 'Medium')
    const targets = { MEDIUM: { first: 60, ...(medium && { ladderId: medium.id }) } }
    const policy = { name: 'First alone', conditions: null, teamId: null, calendarId: null }
    await addPolicy(work, { ...policy, position: 0, enabled: true, targets })
  })
}

/** Its warning was told at 15:24; the second step waits for two hours of business more. */
export async function warned(
  app: App,
  a: ReturnType<typeof factories>,
  pass: (minutes: number) => void,
) {
  const assignee = await a.agent()
  await a.agent({ role: 'lead' })
  const id = await a.ticket({ assignee: assignee.personId })
  await drain(app)
  pass(6.4 * 60)
  await perform(app, null, fireDue)
  await drain(app)
  return id
}
