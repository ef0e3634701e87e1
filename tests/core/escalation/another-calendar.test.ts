import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { acknowledgeEscalation } from '#core/escalation/acknowledge.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { removeCalendar } from '#core/sla/calendars-remove.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { addPolicy } from '#core/sla/policies.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { readTicket } from '#core/tickets/find.ts'
import { tagTicket } from '#core/tickets/tag.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'
import {
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

test('a team that gets another calendar has its ladders climbed by it, and what was told is not told again', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  await goBy(app, a, office)
  const id = await warned(app, a, pass)
  const theirs = await a.ticket({ team: await a.team() })
  await goBy(app, a, late, { name: 'Late' })
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Mon 17:24'])
  expect(await read(app, null, (db) => escalationsOf(db, theirs))).toEqual([])

  pass(2 * 60)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1, 2])
  await goBy(app, a, office, { name: 'Office again' })
  await drain(app)
  pass(16 * 60) // The moment for which the second step was queued at first.
  await drain(app)
  expect((await stepsTold(app, id)).filter((step) => step === 1 || step === 2)).toEqual([1, 2])
})

test('a ladder is climbed by a calendar that its team did not have before, and by none once it has gone', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  const id = await warned(app, a, pass)
  expect(await nextStep(app, id)).toEqual([1, 'Mon 17:24'])
  await goBy(app, a, office)
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Tue 09:24'])
  const team = await a.homeTeam()
  await perform(app, null, (work) => changeTeam(work, team, { calendarId: null }))
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Mon 17:24'])
})

test('a ticket that another team gets takes its ladder along, which goes by the calendar there', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  await goBy(app, a, office)
  const team = await a.team()
  const calendar = await goBy(app, a, late, { name: 'Late', team })
  const id = await warned(app, a, pass)
  await perform(app, null, (work) => transferTicket(work, id, team))
  expect(await nextStep(app, id)).toEqual([1, 'Mon 17:24'])
  await change(app, calendar, { ...office, 1: [['09:00', '16:00']] })
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Tue 10:24'])
})

test('an agent who lets another policy hold lets the ladder go by the calendar of that one', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  await goBy(app, a, office)
  const calendarId = await goBy(app, a, late, { name: 'Late', team: await a.team() })
  await perform(app, null, (work) =>
    addPolicy(work, {
      name: 'Gold',
      conditions: { fact: 'tags', op: 'contains', value: 'gold' },
      position: 0,
      enabled: true,
      teamId: null,
      calendarId,
      targets: { MEDIUM: { first: 480 } },
    }),
  )
  const id = await warned(app, a, pass)
  await perform(app, await a.agent(), (work) => tagTicket(work, id, { add: ['gold'] }))
  expect(await nextStep(app, id)).toEqual([1, 'Mon 17:24'])
})

test('what has been acknowledged stays as it is when its team gets another calendar', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  await goBy(app, a, office)
  const id = await warned(app, a, pass)
  await perform(app, await a.agent(), (work) => acknowledgeEscalation(work, id))
  const before = await read(app, null, (db) => escalationsOf(db, id))
  await goBy(app, a, late, { name: 'Late' })
  await drain(app)
  pass(24 * 60)
  await drain(app)
  expect(await read(app, null, (db) => escalationsOf(db, id))).toEqual(before)
  expect(await stepsTold(app, id)).toEqual([1])
})

test('while its clock is paused nobody is told by the new calendar either, and afterwards all are', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  await goBy(app, a, office)
  const id = await warned(app, a, pass)
  const move = (status: 'on_hold' | 'open') =>
    perform(app, null, (work) => moveTicket(work, id, status))
  await move('on_hold')
  await goBy(app, a, late, { name: 'Late' })
  pass(3 * 60)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1])
  await move('open')
  pass(15)
  await drain(app)
  expect(await stepsTold(app, id)).toEqual([1, 2])
})

test('a breach stands when another calendar counts, and the ladder goes by that one all the same', async ({
  app,
  a,
  pass,
}) => {
  untilMonday(app, pass)
  await goBy(app, a, { ...office, 1: [['09:00', '17:01']] })
  const id = await warned(app, a, pass)
  pass(97)
  await perform(app, null, fireDue)
  await drain(app)
  expect(await nextStep(app, id)).toEqual([1, 'Tue 09:23'])
  await goBy(app, a, office, { name: 'Earlier' })
  await drain(app)
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({ slaStatus: 'breached' })
  expect(await nextStep(app, id)).toEqual([1, 'Tue 09:24'])
})

test('a calendar that a ladder has gone by cannot be removed', async ({ app, a, pass }) => {
  untilMonday(app, pass)
  await promiseFirstAlone(app)
  const id = await a.ticket()
  pass(61) // What has breached keeps the calendar that it was counted by.
  await perform(app, null, fireDue)
  await drain(app)
  const calendar = await goBy(app, a, late)
  await drain(app)
  await perform(app, await a.agent(), (work) => acknowledgeEscalation(work, id))
  const team = await a.homeTeam()
  await perform(app, null, (work) => changeTeam(work, team, { calendarId: null }))
  await drain(app)
  await expect(perform(app, null, (work) => removeCalendar(work, calendar))).rejects.toMatchObject({
    code: 'still-used',
  })
})
