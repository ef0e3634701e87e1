import { expect } from 'vitest'
import { test } from './api.ts'

test('a field is added, asked for, changed and retired', async ({ api }) => {
  const ticket = await api.a.ticket()
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const field = { key: 'device', label: 'Device', type: 'select', options: ['Phone', 'Laptop'] }
  const added = await api.post('/fields', admin, { ...field, team: null, required: true })
  expect(added).toMatchObject({ status: 201, body: { ...field, retired: false, position: 1 } })

  const path = `/tickets/${ticket}`
  expect(await api.patch(path, admin, { status: 'resolved' })).toMatchObject({
    status: 409,
    body: { code: 'fields-missing', detail: expect.stringContaining('Device') },
  })
  expect(await api.patch(path, admin, { fields: { device: 'Toaster' } })).toMatchObject({
    status: 400,
    body: { detail: 'Device is one of Phone, Laptop. “Toaster” is not.' },
  })
  const both = { fields: { device: 'laptop', note: 'free' }, status: 'resolved' }
  expect((await api.patch(path, admin, both)).body).toMatchObject({
    status: 'resolved',
    fields: { device: 'Laptop', note: 'free' },
  })
  expect((await api.patch('/fields/device', admin, { retired: true })).body.retired).toBe(true)
  expect((await api.get('/fields', admin)).body.items).toHaveLength(1)
  expect(await api.patch('/fields/nothing', admin, { label: 'X' })).toMatchObject({ status: 404 })
})

test('tags are set, added and taken off, and the list is asked for them', async ({ api }) => {
  const path = `/tickets/${await api.a.ticket()}`
  const agent = await api.token(await api.a.agent())
  expect((await api.patch(path, agent, { tags: ['VIP', 'late'] })).body.tags).toEqual([
    'late',
    'vip',
  ])
  const change = { tags: { add: ['New'], remove: ['late'] } }
  expect((await api.patch(path, agent, change)).body.tags).toEqual(['new', 'vip'])
  expect((await api.get('/tickets?q=tag:vip', agent)).body.items).toHaveLength(1)
  expect((await api.get('/tickets?q=tag:late', agent)).body.items).toHaveLength(0)
  expect(await api.patch(path, agent, { tags: ['a,b'] })).toMatchObject({ status: 400 })
})

test('an agent watches, lets another watch, and ends it', async ({ api }) => {
  const path = `/tickets/${await api.a.ticket()}/watchers`
  const [ana, ben] = [await api.a.agent({ name: 'Ana' }), await api.a.agent({ name: 'Ben' })]
  const token = await api.token(ana)
  await api.post(path, token, {})
  const both = await api.post(path, token, { agent: ben.personId })
  expect(both.body.items).toMatchObject([{ name: 'Ana' }, { name: 'Ben' }])
  const left = await api.call('DELETE', `${path}/${ana.personId}`, { as: token })
  expect(left.body.items).toMatchObject([{ name: 'Ben' }])
  expect((await api.get(path, token)).body.items).toHaveLength(1)
})

test('tickets are merged once it is confirmed, and the merge is undone', async ({ api }) => {
  const target = await api.a.ticket({ from: 'ada@example.org' })
  const other = await api.a.ticket({ from: 'bob@example.org' })
  const token = await api.token(await api.a.agent())
  const path = `/tickets/${other}`
  expect(await api.post(`${path}/merge`, token, { into: target })).toMatchObject({
    status: 409,
    body: { code: 'merge-needs-confirmation' },
  })
  const merged = await api.post(`${path}/merge`, token, { into: target, confirm: true })
  expect(merged).toMatchObject({ status: 200, body: { id: target } })
  expect((await api.get(path, token)).body).toMatchObject({ status: 'closed', mergedInto: target })
  const said = (await api.get(`/tickets/${target}/messages`, token)).body.items
  expect(said.map(({ ticketId }: { ticketId: number }) => ticketId)).toEqual([target, other])
  expect((await api.get('/tickets', token)).body.items).toHaveLength(1)

  const undone = await api.post(`${path}/unmerge`, token)
  expect(undone.body).toEqual({ into: target, stayed: 0 })
  expect((await api.get(path, token)).body).toMatchObject({ status: 'new', mergedInto: null })
})
