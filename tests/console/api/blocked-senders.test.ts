import { expect } from 'vitest'
import { test } from './api.ts'

const sender = '@spam.example'
const path = `/blocked-senders/${encodeURIComponent(sender)}`

test('an agent blocks a sender, sees who is blocked, and lets them write again', async ({
  api,
}) => {
  const agent = await api.a.agent({ name: 'Ana' })
  const token = await api.token(agent)
  const blocked = await api.post('/blocked-senders', token, {
    sender: '@SPAM.example',
    reason: 'Spam',
  })
  expect(blocked).toMatchObject({
    status: 201,
    body: {
      sender,
      reason: 'Spam',
      addedBy: { id: agent.personId, name: 'Ana' },
      addedAt: api.app.clock().toISOString(),
    },
  })
  expect(await api.post('/blocked-senders', token, { sender })).toMatchObject({
    status: 201,
    body: blocked.body,
  })
  expect((await api.get('/blocked-senders', token)).body).toEqual({
    items: [blocked.body],
    next: null,
  })

  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const { items } = (await api.get('/audit?action=blocked', admin)).body
  expect(items).toMatchObject([
    {
      chain: `address:${sender}`,
      actor: { name: 'Ana' },
      via: 'api',
      details: { reason: 'Spam' },
    },
  ])

  const remove = () => api.call('DELETE', path, { as: token })
  expect(await remove()).toMatchObject({ status: 200, body: { sender } })
  expect(await remove()).toMatchObject({ status: 404 })
  expect((await api.get('/blocked-senders', token)).body.items).toEqual([])
})

test('what cannot be blocked is refused with the reason', async ({ api }) => {
  await api.a.homeTeam()
  const token = await api.token(await api.a.agent())
  const answers = []
  for (const wrong of ['@', 'nobody', 'help@desk.test', '@desk.test'])
    answers.push((await api.post('/blocked-senders', token, { sender: wrong })).body.detail)
  expect(answers).toEqual([
    expect.stringContaining('Give an address, like'),
    expect.stringContaining('Give an address, like'),
    'help@desk.test would block help@desk.test, a mailbox of yours.',
    '@desk.test would block help@desk.test, a mailbox of yours.',
  ])
  expect((await api.post('/blocked-senders', token, { sender, until: 1 })).status).toBe(400)
})

test('auditors see the list and change nothing; a scope is needed for each', async ({ api }) => {
  const auditor = await api.token(await api.a.agent({ role: 'auditor' }))
  expect((await api.get('/blocked-senders', auditor)).status).toBe(200)
  expect((await api.post('/blocked-senders', auditor, { sender })).status).toBe(403)
  expect((await api.call('DELETE', path, { as: auditor })).status).toBe(403)

  const reader = await api.token(await api.a.agent(), ['mails:read'])
  expect((await api.get('/blocked-senders', reader)).status).toBe(200)
  expect((await api.post('/blocked-senders', reader, { sender })).body.code).toBe('no-scope')
  const writer = await api.token(await api.a.agent(), ['mails:write'])
  expect((await api.get('/blocked-senders', writer)).body.code).toBe('no-scope')
})
