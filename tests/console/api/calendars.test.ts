import { expect } from 'vitest'
import { queued } from '#tests/support/jobs.ts'
import { test } from './api.ts'

const office = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  hours: { 1: [['09:00', '12:00']], 2: [['13:00', '24:00']] },
}

test('a calendar is added, shown, changed and removed', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const agent = await api.token(await api.a.agent(), ['tickets:read'])
  const added = await api.post('/calendars', admin, office)
  expect(added).toMatchObject({
    status: 201,
    body: { ...office, icsUrl: null, icsReadAt: null, holidays: [], teams: [], policies: [] },
  })
  const path = `/calendars/${added.body.id}`
  expect((await api.get(path, agent)).body).toEqual(added.body)
  expect((await api.get('/calendars', agent)).body.items).toContainEqual(added.body)
  expect((await api.post('/calendars', agent, office)).status).toBe(403)
  expect((await api.post('/calendars', admin, office)).status).toBe(409)

  const wrong = await api.patch(path, admin, { timeZone: 'Middle/Earth' })
  expect(wrong).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('Middle/Earth') },
  })
  expect((await api.patch(path, admin, { timeZone: 'UTC' })).body.timeZone).toBe('UTC')
  const team = await api.a.homeTeam()
  await api.patch(`/teams/${team}`, admin, { calendarId: added.body.id })
  expect(await api.call('DELETE', path, { as: admin })).toMatchObject({
    status: 409,
    body: {
      detail: 'The calendar Office is still used by the team Home. Give them another one first.',
    },
  })
  await api.patch(`/teams/${team}`, admin, { calendarId: null })
  expect((await api.call('DELETE', path, { as: admin })).status).toBe(204)
  expect((await api.get(path, agent)).status).toBe(404)
})

test('holidays are set, taken from a file, and close the days ahead', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const { id } = (await api.post('/calendars', admin, office)).body
  const ics =
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260309\nSUMMARY:Spring\nEND:VEVENT\nEND:VCALENDAR'
  expect((await api.post(`/calendars/${id}/import`, admin, { ics })).body).toEqual({
    found: 1,
    added: 1,
  })
  expect((await api.get(`/calendars/${id}/preview`, admin)).body.days.slice(0, 8)).toEqual([
    {
      day: '2026-03-02',
      holiday: null,
      open: [{ from: '2026-03-02T08:00:00.000Z', to: '2026-03-02T11:00:00.000Z' }],
    },
    {
      day: '2026-03-03',
      holiday: null,
      open: [{ from: '2026-03-03T12:00:00.000Z', to: '2026-03-03T23:00:00.000Z' }],
    },
    ...[4, 5, 6, 7, 8].map((day) => ({ day: `2026-03-0${day}`, holiday: null, open: [] })),
    { day: '2026-03-09', holiday: 'Spring', open: [] },
  ])
  const holidays = [{ day: '2026-12-25', name: 'Christmas' }]
  const set = await api.call('PUT', `/calendars/${id}/holidays`, {
    as: admin,
    body: { holidays },
  })
  expect(set.body.holidays).toEqual([{ ...holidays[0], imported: false }])
  expect(await api.post(`/calendars/${id}/import`, admin, { ics: 'Dear all' })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('BEGIN:VCALENDAR') },
  })
})

test('an address is read on demand', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const { id } = (await api.post('/calendars', admin, office)).body
  expect((await api.post(`/calendars/${id}/refresh`, admin)).status).toBe(400)
  const icsUrl = 'https://calendars.example.com/a.ics'
  await api.patch(`/calendars/${id}`, admin, { icsUrl })
  expect((await api.post(`/calendars/${id}/refresh`, admin)).body).toMatchObject({ icsUrl })
  expect(await queued(api.app)).toEqual(['desk.holidays', 'desk.holidays'])
})
