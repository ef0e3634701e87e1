import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { climb } from '#core/escalation/climb.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { setHolidays } from '#core/sla/holidays.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'
import {
  afternoons,
  change,
  goBy,
  late,
  nextStep,
  office,
  promiseFirstAlone,
  stepsTold,
  untilMonday,
  warned,
} from './climbed-ladder.ts'

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
  await promiseFirstAlone(app)
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

test('a step whose calendar has put it off since it was asked for tells nobody yet', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  const calendar = await goBy(app, a, late)
  const id = await warned(app, a, pass)
  const [escalation] = await read(app, null, (db) => escalationsOf(db, id))
  pass(2 * 60)
  await change(app, calendar, office)
  if (escalation) await perform(app, null, (work) => climb(work, escalation.id))
  expect(await nextStep(app, id)).toEqual([1, 'Tue 09:24'])
  expect(await stepsTold(app, id)).toEqual([1])
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1])
})
