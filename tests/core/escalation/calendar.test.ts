import { asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { allLadders } from '#core/escalation/ladders.ts'
import { addCalendar, changeCalendar } from '#core/sla/calendars-change.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { setHolidays } from '#core/sla/holidays.ts'
import { addPolicy } from '#core/sla/policies.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { CalendarId, TicketId } from '#db/schema/columns.ts'
import { notifications } from '#db/schema/notifications.ts'
import type { WeekHours } from '#db/schema/people.ts'
import type { factories } from '#tests/support/factories.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

const office = { 1: [['09:00', '17:00']], 2: [['09:00', '17:00']], 3: [['09:00', '17:00']] }
const late = { ...office, 1: [['09:00', '24:00']] }
const afternoons = { ...office, 1: [['12:00', '17:00']] }

/** The desk's clock runs on from test to test. */
function untilMonday(app: App, pass: (minutes: number) => void): void {
  const monday = Date.parse('2026-03-02T09:00:00Z')
  const week = 7 * 24 * 60
  pass((week - (((app.clock().getTime() - monday) / 60_000) % week)) % week)
}

async function goBy(app: App, a: ReturnType<typeof factories>, hours: object): Promise<CalendarId> {
  const team = await a.homeTeam()
  return perform(app, null, async (work) => {
    const calendar = { name: 'Office', timeZone: 'UTC', hours: hours as WeekHours, icsUrl: null }
    const calendarId = await addCalendar(work, calendar)
    await changeTeam(work, team, { calendarId })
    return calendarId
  })
}

function change(app: App, id: CalendarId, hours: object) {
  return perform(app, null, (work) => changeCalendar(work, id, { hours: hours as WeekHours }))
}

async function nextStep(app: App, id: TicketId) {
  const [escalation] = await read(app, null, (db) => escalationsOf(db, id))
  const at = escalation?.nextAt?.toUTCString() ?? ''
  return [escalation?.step, `${at.slice(0, 3)} ${at.slice(17, 22)}`]
}

function stepsTold(app: App, id: TicketId) {
  return read(app, null, async (db) => {
    const rows = await db
      .select()
      .from(notifications)
      .where(eq(notifications.ticketId, id))
      .orderBy(asc(notifications.id))
    return rows.flatMap(({ kind, details }) => (kind === 'escalated' ? details.step : []))
  })
}

/** Its warning was told at 15:24; the second step waits for two hours of business more. */
async function warned(app: App, a: ReturnType<typeof factories>, pass: (minutes: number) => void) {
  const assignee = await a.agent()
  await a.agent({ role: 'lead' })
  const id = await a.ticket({ assignee: assignee.personId })
  await drain(app)
  pass(6.4 * 60)
  await perform(app, null, fireDue)
  await drain(app)
  return id
}

test('longer hours bring the next step forward, and what was told is not told again', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  const calendar = await goBy(app, a, office)
  const id = await warned(app, a, pass)
  expect(await nextStep(app, id)).toEqual([1, 'Tue 09:24'])

  await change(app, calendar, late)
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Mon 17:24'])
  pass(119)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1])
  pass(1)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1, 2])
  pass(16 * 60) // The moment for which the step was queued before.
  await drain(app)
  expect((await stepsTold(app, id)).filter((step) => step === 2)).toEqual([2])
})

test('a holiday puts the next step off', async ({ app, a, pass }) => {
  untilMonday(app, pass)
  const calendar = await goBy(app, a, office)
  const id = await warned(app, a, pass)
  const day = new Date(app.clock().getTime() + 24 * 3_600_000).toISOString().slice(0, 10)
  await perform(app, null, (work) => setHolidays(work, calendar, [{ day, name: 'Closed' }]))
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Wed 09:24'])
  pass(18 * 60)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1])
})

test('a step that is overdue by the new hours is taken at once', async ({ app, a, pass }) => {
  untilMonday(app, pass)
  const calendar = await goBy(app, a, office)
  const id = await warned(app, a, pass)
  pass(3 * 60)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1])
  await change(app, calendar, late)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1, 2])
})

test('what somebody has escalated follows the calendar too, when no clock runs any more', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  const calendar = await goBy(app, a, office)
  const agent = await a.agent()
  await perform(app, null, async (work) => {
    const medium = (await allLadders(work.tx)).find(({ name }) => name === 'Medium')
    const targets = { MEDIUM: { first: 60, ...(medium && { ladderId: medium.id }) } }
    const policy = { name: 'First alone', conditions: null, teamId: null, calendarId: null }
    await addPolicy(work, { ...policy, position: 0, enabled: true, targets })
  })
  const id = await a.ticket()
  await perform(app, agent, (work) => replyToTicket(work, id, { text: 'Here.', undoSeconds: 0 }))
  await perform(app, agent, (work) => escalateTicket(work, id, 'The CEO called'))
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Mon 11:00'])
  await change(app, calendar, afternoons)
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Mon 14:00'])
})

test('by hand the first step is taken at once, also while it is closed', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  await goBy(app, a, afternoons)
  const agent = await a.agent()
  await a.agent({ role: 'lead' })
  const id = await a.ticket({ assignee: agent.personId })
  await perform(app, agent, (work) => escalateTicket(work, id, 'The CEO called'))
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1])
  expect(await nextStep(app, id)).toEqual([1, 'Mon 14:00'])
})
