import { expect } from 'vitest'
import { test } from './api.ts'

const definition = {
  scope: 'create',
  conditions: { all: [{ fact: 'subject', op: 'contains', value: 'refund' }] },
  actions: [{ do: 'priority', priority: 'HIGH' }],
}

test('a rule is added, changed, ordered, restored and taken away, and its versions stay', async ({
  api,
}) => {
  await api.a.homeTeam()
  const as = await api.token(await api.a.agent({ role: 'admin' }))
  const first = await api.post('/rules', as, { name: 'Refunds', definition })
  expect(first).toMatchObject({
    status: 201,
    body: { name: 'Refunds', team: null, version: 1, enabled: true },
  })
  const second = await api.post('/rules', as, { name: 'Others', team: 'Home', definition })
  const path = `/rules/${first.body.id}`

  const off = await api.call('PATCH', path, { as, body: { enabled: false, name: 'Money back' } })
  expect(off.body).toMatchObject({ enabled: false, name: 'Money back', version: 2 })
  const ordered = await api.call('PUT', '/rules/order', {
    as,
    body: { rules: [second.body.id, first.body.id] },
  })
  expect(ordered.body.items.map((rule: { id: number }) => rule.id)).toEqual([
    second.body.id,
    first.body.id,
  ])
  const versions = await api.get(`${path}/versions`, as)
  expect(versions.body.items).toMatchObject([
    { version: 2, rule: { name: 'Money back' } },
    { version: 1 },
  ])
  const back = await api.post(`${path}/restore`, as, { version: 1 })
  expect(back.body).toMatchObject({ name: 'Refunds', enabled: true, version: 3 })
  expect((await api.call('DELETE', path, { as })).status).toBe(200)
  expect(await api.get(path, as)).toMatchObject({ status: 404 })
})

test('what is wrong with a rule is told with its place, in words and as a pointer', async ({
  api,
}) => {
  await api.a.homeTeam()
  const as = await api.token(await api.a.agent({ role: 'admin' }))
  const wrong = {
    ...definition,
    conditions: {
      all: [
        { fact: 'team', op: 'is', value: 99 },
        { fact: 'age', op: 'is', value: 'x' },
      ],
    },
  }
  const refused = await api.post('/rules', as, { name: 'Refunds', definition: wrong })
  expect(refused).toMatchObject({
    status: 400,
    body: {
      detail: 'conditions › all › 2 › value must be a number (/conditions/all/1/value).',
      errors: [{ path: '/conditions/all/1/value', message: 'must be a number' }],
    },
  })
  wrong.conditions.all.pop()
  const missing = await api.post('/rules', as, { name: 'Refunds', definition: wrong })
  expect(missing.body.errors).toEqual([
    { path: '/conditions/all/0/value', message: 'names team 99, which is not there' },
  ])
  await api.post('/rules', as, { name: 'Refunds', definition })
  const twin = await api.post('/rules', as, { name: 'refunds', definition })
  expect(twin.body.errors[0].path).toBe('/name')
})

test('managers keep the rules of their own teams, and agents none', async ({ api }) => {
  await api.a.homeTeam()
  await api.a.team('Elsewhere')
  const manager = await api.token(await api.a.agent({ role: 'manager' }))
  const agent = await api.token(await api.a.agent())
  const post = (as: string, team: string | null) =>
    api.post('/rules', as, { name: 'A', team, definition })
  expect(await post(manager, 'Home')).toMatchObject({ status: 201 })
  expect(await post(manager, 'Elsewhere')).toMatchObject({ status: 403 })
  expect(await post(manager, null)).toMatchObject({ status: 403 })
  expect(await post(agent, 'Home')).toMatchObject({ status: 403 })
})

test('a draft is tried on a ticket and on the last ones, and changes nothing', async ({ api }) => {
  const as = await api.token(await api.a.agent({ role: 'admin' }))
  const ticket = await api.a.ticket({ subject: 'A refund, please' })
  await api.a.ticket({ subject: 'Hello' })
  const draft = { name: 'Refunds', definition }
  expect((await api.post('/rules/try', as, { ...draft, ticket })).body).toEqual({
    matched: true,
    words: '“Refunds” applies: the subject, “A refund, please”, contains “refund”.',
  })
  const tested = await api.post('/rules/back-test', as, { rules: [draft] })
  expect(tested.body).toMatchObject({
    tickets: 2,
    changed: 1,
    items: [{ ticketId: ticket, before: { priority: 'MEDIUM' }, after: { priority: 'HIGH' } }],
  })
  expect((await api.get(`/tickets/${ticket}`, as)).body.priority).toBe('MEDIUM')
})
