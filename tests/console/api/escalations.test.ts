import { expect } from 'vitest'
import { drain } from '#tests/support/jobs.ts'
import { test } from './api.ts'

test('a program escalates, sees who is told, and acknowledges once', async ({ api }) => {
  const lead = await api.a.agent({ role: 'lead', name: 'Lea' })
  const agent = await api.token(await api.a.agent({ name: 'Ada' }))
  const reads = await api.token(lead, ['tickets:read'])
  const id = await api.a.ticket()
  expect(await api.post(`/tickets/${id}/acknowledge`, agent)).toMatchObject({ status: 400 })
  await api.post(`/tickets/${id}/escalate`, agent, { reason: 'The CEO called' })
  await drain(api.app)
  expect((await api.get(`/tickets/${id}/why`, reads)).body.items.at(-1)).toMatchObject({
    kind: 'escalation',
    words: 'Step 1 of 3: The CEO called Told: Lea.',
  })
  const { body } = await api.get(`/tickets/${id}/escalations`, reads)
  expect(body.items).toMatchObject([
    { reason: 'The CEO called', ladder: 'Medium', step: 1, startedBy: 'Ada', endedAt: null },
  ])
  expect(await api.post(`/tickets/${id}/acknowledge`, reads)).toMatchObject({ status: 403 })
  const write = await api.token(lead)
  expect((await api.post(`/tickets/${id}/acknowledge`, write)).body.items).toMatchObject([
    { acknowledgedBy: 'Lea', nextAt: null },
  ])
  expect((await api.post(`/tickets/${id}/acknowledge`, agent)).body.detail).toContain(
    'Lea has acknowledged this already',
  )
  const stranger = await api.token(await api.a.agent({ teams: [await api.a.team()] }))
  expect(await api.get(`/tickets/${id}/escalations`, stranger)).toMatchObject({ status: 404 })
})

test('ladders are read by all, and changed by admins, who learn what is wrong where', async ({
  api,
}) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const agent = await api.token(await api.a.agent())
  const steps = [{ after: 0, targets: [{ to: 'lead' }] }]
  const { status, body } = await api.post('/ladders', admin, { name: 'Night', steps })
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { name: 'Night', steps, version: 1 },
  })
  const wrong = await api.patch(`/ladders/${body.id}`, admin, {
    steps: [{ after: -1, targets: [] }],
  })
  expect(wrong).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('steps.0.') },
  })
  await api.patch(`/ladders/${body.id}`, admin, { name: 'Nights' })
  expect((await api.get(`/ladders/${body.id}/versions`, agent)).body.items).toHaveLength(2)
  expect(await api.post('/ladders', agent, { name: 'Mine', steps })).toMatchObject({ status: 403 })
  expect(await api.call('DELETE', `/ladders/${body.id}`, { as: admin })).toMatchObject({
    status: 204,
  })
  expect((await api.get('/ladders', agent)).body.items).toHaveLength(4)
})

test('everybody chooses how they are told, for themselves', async ({ api }) => {
  const agent = await api.token(await api.a.agent())
  expect((await api.get('/me/notifications', agent)).body).toEqual({
    notifySlack: true,
    notifyEmail: true,
    notifyDigest: false,
    quietHours: null,
  })
  const quietHours = { 1: [['22:00', '24:00']] }
  const set = await api.patch('/me/notifications', agent, { notifyDigest: true, quietHours })
  expect(set.body).toMatchObject({ notifyDigest: true, quietHours })
  const wrong = await api.patch('/me/notifications', agent, {
    quietHours: { 1: [['22:00', '07:00']] },
  })
  expect(wrong.body.detail).toContain('ends before it begins')
})
