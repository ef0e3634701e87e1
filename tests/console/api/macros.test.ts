import { expect } from 'vitest'
import { test } from './api.ts'

test('a manager keeps macros; an agent sees what one would do, and does it', async ({ api }) => {
  const ticket = await api.a.ticket({ from: 'ada@example.org' })
  const manager = await api.token(await api.a.agent({ role: 'manager' }))
  const agent = await api.token(await api.a.agent({ name: 'Ana' }))
  const macro = {
    name: 'Refunded',
    team: 'Home',
    text: 'Dear {{requester.name}}, it is refunded.',
    actions: { addTags: ['Refund'], status: 'resolved' },
  }
  expect(await api.post('/macros', agent, macro)).toMatchObject({ status: 403 })
  const { status, body } = await api.post('/macros', manager, macro)
  expect({ status, actions: body.actions }).toEqual({
    status: 201,
    actions: { addTags: ['refund'], status: 'resolved' },
  })

  const which = { macro: body.id }
  expect((await api.post(`/tickets/${ticket}/macro/preview`, agent, which)).body).toEqual({
    text: 'Dear Ada Customer, it is refunded.',
    note: false,
    actions: { addTags: ['refund'], status: 'resolved' },
  })
  expect((await api.get(`/tickets/${ticket}`, agent)).body.status).toBe('new')
  expect((await api.post(`/tickets/${ticket}/macro`, agent, which)).body).toMatchObject({
    status: 'resolved',
    tags: ['refund'],
  })

  const again = (more = {}) => api.post(`/tickets/${ticket}/macro`, agent, { ...which, ...more })
  expect(await again()).toMatchObject({ status: 409, body: { code: 'macro-just-done' } })
  expect(await again({ confirm: true })).toMatchObject({ status: 200 })

  const path = `/macros/${body.id}`
  expect((await api.patch(path, manager, { team: null })).status).toBe(403)
  expect((await api.patch(path, manager, { name: 'Paid back' })).body.name).toBe('Paid back')
  const gone = await api.call('DELETE', path, { as: manager })
  expect(gone.body).toEqual({ items: [] })
  expect(await api.post(`/tickets/${ticket}/macro`, agent, which)).toMatchObject({ status: 404 })
})

test('an action that there is not is refused by name', async ({ api }) => {
  await api.a.homeTeam()
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const macro = { name: 'Odd', team: null, actions: { explode: true } }
  expect(await api.post('/macros', admin, macro)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'actions.explode', message: 'is not known' }] },
  })
})

test('of two who add a macro of one name at once, one hears that it is there', async ({ api }) => {
  await api.a.homeTeam()
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const add = () => api.post('/macros', admin, { name: 'Paid', team: null, text: 'Paid.' })

  const answers = await Promise.all([add(), add(), add()])

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
})
