import { expect } from 'vitest'
import { test } from './api.ts'

test('an admin adds somebody, says how they work and what they know, and lets them go', async ({
  api,
}) => {
  const admin = await api.token(await api.a.agent({ role: 'admin', teams: [] }))
  await api.a.homeTeam()
  const given = { email: 'ana@desk.test', name: 'Ana', role: 'agent', teams: ['Home'] }
  const made = await api.post('/agents', admin, given)
  expect(made).toMatchObject({
    status: 201,
    body: { name: 'Ana', teams: [{ name: 'Home' }], load: 0, available: true, why: 'available' },
  })
  const path = `/agents/${made.body.id}`
  const profile = {
    capacity: 8,
    timeZone: 'Europe/Berlin',
    workingHours: { 2: [['09:00', '17:00']] },
    languages: ['de'],
  }
  expect(await api.patch(path, admin, { ...profile, role: 'lead' })).toMatchObject({
    status: 200,
    body: { ...profile, role: 'lead', available: false, why: expect.stringContaining('outside') },
  })
  await api.post('/skills', admin, { name: 'Billing' })
  const known = { skills: { billing: 4 } }
  expect((await api.call('PUT', `${path}/skills`, { as: admin, body: known })).body).toMatchObject(
    known,
  )
  expect((await api.get('/skills', admin)).body.items).toEqual([{ name: 'billing', agents: 1 }])
  expect((await api.call('DELETE', '/skills/billing', { as: admin })).status).toBe(204)
  expect((await api.get('/agents', admin)).body.items).toHaveLength(2)
  expect((await api.patch(path, admin, { active: false })).body).toMatchObject({ active: false })
  expect((await api.get('/agents', admin)).body.items).toHaveLength(1)
})

test('wrong input is refused by its place, or in words', async ({ api }) => {
  const ana = await api.a.agent()
  const token = await api.token(ana)
  const path = `/agents/${ana.personId}`
  for (const [body, detail] of [
    [{ timeZone: 'Mars' }, '“Mars” is no time zone'],
    [{ workingHours: { 1: [['18:00', '09:00']] } }, 'Mon 18:00–09:00'],
    [{ languages: ['xx'] }, '“xx” is no language'],
  ] as const)
    expect(await api.patch(path, token, body)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining(detail) },
    })
  const shape = await api.patch(path, token, { workingHours: { 8: [] }, capacity: -1 })
  expect(shape.body.errors.map((each: { path: string }) => each.path).sort()).toEqual([
    'capacity',
    'workingHours.8',
  ])
})

test('one says of oneself that one is away; of others their managers do', async ({ api }) => {
  const ana = await api.a.agent()
  const path = `/agents/${ana.personId}/availability`
  const put = async (as: string, body: unknown) => api.call('PUT', path, { as, body })
  const until = new Date(api.app.clock().getTime() + 3_600_000).toISOString()
  expect(await put(await api.token(ana), { presence: 'away', until })).toMatchObject({
    status: 200,
    body: { presence: 'away', awayUntil: until, available: false },
  })
  const colleague = await api.token(await api.a.agent())
  const back = { presence: 'available' }
  expect((await put(colleague, back)).status).toBe(403)
  expect((await put(await api.token(ana, ['tickets:read']), back)).status).toBe(403)
  const manager = await api.token(await api.a.agent({ role: 'manager' }))
  expect((await put(manager, back)).body).toMatchObject({ available: true })
})

test('a team is set, and its members come and go', async ({ api }) => {
  const team = await api.a.homeTeam()
  const manager = await api.token(await api.a.agent({ role: 'manager' }))
  const ana = await api.a.agent({ teams: [] })
  const set = { strategy: 'least_loaded', reopenDays: null, digestAt: '08:30', surveys: true }
  expect(await api.patch(`/teams/${team}`, manager, set)).toMatchObject({ status: 200, body: set })
  expect((await api.get('/teams', manager)).body.items).toMatchObject([{ id: team, ...set }])
  const member = `/teams/${team}/members/${ana.personId}`
  expect((await api.call('PUT', member, { as: manager })).status).toBe(204)
  await api.a.ticket({ assignee: ana.personId })
  expect(await api.call('DELETE', `${member}?tickets=return`, { as: manager })).toMatchObject({
    status: 200,
    body: { openTickets: 1, returned: true },
  })
  expect((await api.call('DELETE', member, { as: manager })).status).toBe(404)
  const far = await api.a.team('Far')
  expect((await api.patch(`/teams/${far}`, manager, { surveys: true })).status).toBe(403)
})

test('what holds for every team is for admins to change', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const body = { priorityWeights: { CRITICAL: 3 } }
  const manager = await api.token(await api.a.agent({ role: 'manager' }))
  expect((await api.patch('/desk', manager, body)).status).toBe(403)
  expect((await api.patch('/desk', admin, body)).body).toEqual({
    priorityWeights: { LOW: 1, MEDIUM: 1, HIGH: 1, CRITICAL: 3 },
  })
  expect((await api.get('/desk', manager)).body.priorityWeights.CRITICAL).toBe(3)
})
