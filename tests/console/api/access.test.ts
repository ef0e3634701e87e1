import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { tokens } from '#db/schema/people.ts'
import { test } from './api.ts'

test('without a valid token nothing is told, whatever is asked', async ({ api }) => {
  const agent = await api.a.agent()
  const token = await api.token(agent)
  const withoutToken: Record<string, string>[] = [
    {},
    { authorization: `Basic ${token}` },
    { authorization: 'Bearer dw_wrong' },
    { authorization: `Bearer ${'x'.repeat(5000)}` },
    { cookie: `session=${token}; token=${token}` },
  ]
  for (const headers of withoutToken) {
    for (const path of ['/tickets', '/nothing', '/attachments/1']) {
      const { status, body, headers: given } = await api.call('GET', path, { headers })
      expect([path, status, body.code]).toEqual([path, 401, 'no-token'])
      expect(given.get('www-authenticate')).toMatch(/^Bearer /)
      expect(given.get('content-type')).toBe('application/problem+json')
    }
  }
})

test('a revoked or expired token opens nothing, nor does that of an agent who left', async ({
  api,
}) => {
  const agent = await api.a.agent()
  const ends = [
    'update tokens set revoked_at = now()',
    "update tokens set expires_at = now() - interval '1 s'",
    'update agents set deactivated_at = now()',
  ]
  for (const end of ends) {
    const token = await api.token(agent)
    expect((await api.get('/tickets', token)).status).toBe(200)
    await api.app.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'deskwire_system', true)`)
      await tx.execute(sql.raw(end))
    })
    expect((await api.get('/tickets', token)).status).toBe(401)
  }
})

test('a token does only what its scopes say', async ({ api }) => {
  const admin = await api.a.agent({ role: 'admin' })
  const ticket = await api.a.ticket()
  const asked = {
    'tickets:read': [
      'GET /tickets',
      `GET /tickets/${ticket}`,
      `GET /tickets/${ticket}/messages`,
      `GET /tickets/${ticket}/events`,
      'GET /teams',
      'GET /agents',
      'GET /mailboxes',
    ],
    'tickets:write': [`POST /tickets/${ticket}/claim`],
    'mails:read': ['GET /mails', 'GET /outbound', 'GET /jobs?state=failed'],
    'mails:write': ['POST /mails/1/replay'],
    'audit:read': ['GET /audit', 'POST /audit/verify'],
    '*': ['POST /teams', 'POST /mailboxes'],
  } as const
  for (const [scope, requests] of Object.entries(asked)) {
    const others = (Object.keys(asked) as (keyof typeof asked)[]).filter(
      (other) => other !== scope && other !== '*',
    )
    const without = await api.token(admin, others)
    const only = await api.token(admin, [scope as keyof typeof asked])
    for (const request of requests) {
      const [method = '', path = ''] = request.split(' ')
      expect([request, (await api.call(method, path, { as: without })).status]).toEqual([
        request,
        403,
      ])
      expect([request, (await api.call(method, path, { as: only })).status]).not.toEqual([
        request,
        403,
      ])
    }
  }
})

test('auditors read and change nothing', async ({ api }) => {
  const ticket = await api.a.ticket()
  const auditor = await api.token(await api.a.agent({ role: 'auditor' }))
  expect((await api.get(`/tickets/${ticket}`, auditor)).status).toBe(200)
  expect((await api.get('/audit', auditor)).body.items.length).toBeGreaterThan(1)
  expect((await api.post('/audit/verify', auditor)).body).toMatchObject({ ok: true, broken: [] })
  for (const [method, path, body] of [
    ['POST', '/tickets', { subject: 'x', text: 'x', requester: { email: 'a@b.test' } }],
    ['PATCH', `/tickets/${ticket}`, { priority: 'LOW' }],
    ['POST', `/tickets/${ticket}/claim`],
    ['POST', `/tickets/${ticket}/messages`, { visibility: 'internal', text: 'x' }],
    ['POST', '/teams', { name: 'x' }],
    ['POST', '/mails/1/replay'],
  ] as const) {
    const got = await api.call(method, path, { as: auditor, body })
    expect([path, got.status, got.body.code]).toEqual([path, 403, 'not-allowed'])
  }
})

test('what belongs to another team is not there', async ({ api }) => {
  const theirs = await api.a.team('Theirs')
  const owner = await api.token(await api.a.agent({ teams: [theirs] }))
  const ticket = await api.a.ticket({ team: theirs })
  const noted = await api.post(`/tickets/${ticket}/messages`, owner, {
    visibility: 'internal',
    text: 'secret',
    attachments: [{ filename: 'a.txt', contentType: 'text/plain', contentBase64: 'aGk=' }],
  })
  const file = noted.body.attachments[0].id
  expect((await api.get(`/attachments/${file}`, owner)).status).toBe(200)

  const stranger = await api.token(await api.a.agent())
  for (const path of [
    `/tickets/${ticket}`,
    `/tickets/${ticket}/messages`,
    `/tickets/${ticket}/events`,
    `/attachments/${file}`,
  ])
    expect([path, (await api.get(path, stranger)).status]).toEqual([path, 404])
  for (const [action, body] of [
    ['claim'],
    ['resolve'],
    ['close'],
    ['reopen'],
    ['archive'],
    ['restore'],
    ['assign', { assignee: null }],
    ['transfer', { team: 'Theirs' }],
    ['escalate', { reason: 'x' }],
    ['snooze', { until: '2099-01-01T00:00:00Z' }],
    ['messages', { visibility: 'internal', text: 'x' }],
    ['messages', { visibility: 'public', text: 'x' }],
  ] as const) {
    const got = await api.post(`/tickets/${ticket}/${action}`, stranger, body)
    expect([action, got.status]).toEqual([action, 404])
  }
  expect((await api.patch(`/tickets/${ticket}`, stranger, { subject: 'mine' })).status).toBe(404)
  expect((await api.get('/tickets?q=team:Theirs', stranger)).body).toMatchObject({
    items: [],
    estimate: 0,
  })
  expect((await api.get(`/tickets?q=${ticket}`, stranger)).body.items).toEqual([])
  expect((await api.get(`/audit?ticket=${ticket}`, stranger)).body.items).toEqual([])
})

test('managers add teams and addresses of their own, agents do not', async ({ api }) => {
  const theirs = await api.a.team('Theirs')
  const manager = await api.a.agent({ role: 'manager' })
  const token = await api.token(manager)
  const added = await api.post('/teams', token, { name: 'Refunds' })
  expect(added).toMatchObject({ status: 201, body: { name: 'Refunds' } })
  const mailbox = await api.post('/mailboxes', token, {
    address: 'refunds@desk.test',
    team: 'Refunds',
  })
  expect(mailbox).toMatchObject({
    status: 201,
    body: { address: 'refunds@desk.test', team: { name: 'Refunds' } },
  })
  expect(
    (await api.post('/mailboxes', token, { address: 'x@desk.test', team: theirs })).status,
  ).toBe(403)
  expect((await api.post('/teams', token, { name: 'refunds' })).status).toBe(409)
  const agent = await api.token(await api.a.agent())
  expect((await api.post('/teams', agent, { name: 'Mine' })).status).toBe(403)
  expect((await api.get('/agents', agent)).body.items).toContainEqual(
    expect.objectContaining({
      id: manager.personId,
      name: manager.name,
      email: expect.stringContaining('@desk.test'),
      role: 'manager',
      teams: [
        { id: expect.any(Number), name: 'Home' },
        { id: added.body.id, name: 'Refunds' },
      ],
    }),
  )
})

test('the use of a token is noted, at most once a minute', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const lastUsedAt = async () => {
    const [row] = await read(api.app, null, (db) =>
      db.select({ at: tokens.lastUsedAt }).from(tokens),
    )
    return row?.at
  }
  expect(await lastUsedAt()).toBeNull()
  await api.get('/teams', token)
  const first = api.app.clock()
  expect(await lastUsedAt()).toEqual(first)
  api.pass(0.5)
  await api.get('/teams', token)
  expect(await lastUsedAt()).toEqual(first)
  api.pass(1)
  await api.get('/teams', token)
  expect(await lastUsedAt()).toEqual(api.app.clock())
})
