import { expect } from 'vitest'
import { drain } from '#tests/support/jobs.ts'
import { test } from './api.ts'

test('a ticket is opened, found, read and changed', async ({ api }) => {
  const agent = await api.a.agent()
  const token = await api.token(agent)
  const opened = await api.post('/tickets', token, {
    subject: 'Stuck drawer',
    html: '<p>It is <b>stuck</b>.</p><script>alert(1)</script>',
    requester: { email: 'ada@example.org', name: 'Ada' },
    priority: 'HIGH',
    assignee: agent.personId,
    fields: { order: 'A-1' },
  })
  expect(opened).toMatchObject({
    status: 201,
    body: {
      subject: 'Stuck drawer',
      status: 'open',
      priority: 'HIGH',
      escalation: 0,
      reopened: 0,
      requester: { name: 'Ada', email: 'ada@example.org' },
      assignee: { id: agent.personId, name: agent.name },
      team: { name: 'Home' },
      tags: [],
      fields: { order: 'A-1' },
      sla: { status: 'on_track', dueAt: '2026-03-02T11:00:00.000Z' },
      sensitive: false,
      createdAt: '2026-03-02T09:00:00.000Z',
      firstResponseAt: null,
      resolvedAt: null,
      closedAt: null,
    },
  })
  const { id } = opened.body
  expect(opened.headers.get('location')).toBe(`/api/v1/tickets/${id}`)
  expect((await api.get(`/tickets/${id}`, token)).body).toEqual(opened.body)
  expect((await api.get('/tickets', token)).body).toEqual({
    items: [opened.body],
    next: null,
    estimate: 1,
  })
  const [said] = (await api.get(`/tickets/${id}/messages`, token)).body.items
  expect(said).toMatchObject({
    channel: 'api',
    direction: 'inbound',
    author: { name: 'Ada', email: 'ada@example.org', agent: false },
    text: 'It is stuck.',
    html: '<p>It is <b>stuck</b>.</p>',
  })

  const changed = await api.patch(`/tickets/${id}`, token, {
    subject: 'Drawer',
    priority: 'LOW',
    assignee: null,
    status: 'in_progress',
    fields: { order: null, colour: 'red' },
  })
  expect(changed).toMatchObject({
    status: 200,
    body: {
      subject: 'Drawer',
      priority: 'LOW',
      assignee: null,
      status: 'in_progress',
      fields: { colour: 'red' },
    },
  })
  const events = (await api.get(`/tickets/${id}/events`, token)).body
  expect(events.next).toBeNull()
  expect(events.items.map((event: { action: string }) => event.action)).toEqual([
    'moved',
    'assigned',
    'described',
    'prioritised',
    'renamed',
    'assigned',
    'described',
    'opened',
  ])
  expect(events.items[0]).toMatchObject({
    chain: `ticket:${id}`,
    place: 8,
    ticketId: id,
    actor: { id: agent.personId },
    via: 'api',
    ip: '127.0.0.1',
    details: { changes: { status: ['open', 'in_progress'] } },
  })
})

test('a change is made whole or not at all', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const ticket = await api.a.ticket({ status: 'closed' })
  const refused = await api.patch(`/tickets/${ticket}`, token, {
    subject: 'New',
    status: 'on_hold',
  })
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'move-not-allowed', status: 409, requestId: expect.any(String) },
  })
  expect(refused.headers.get('x-request-id')).toBe(refused.body.requestId)
  expect((await api.get(`/tickets/${ticket}`, token)).body.subject).toBe('Printer on fire')
})

test('every action answers with the ticket', async ({ api }) => {
  const manager = await api.a.agent({ role: 'manager' })
  const token = await api.token(manager)
  const other = await api.a.team('Second line')
  const ticket = await api.a.ticket()
  const steps: [string, unknown, object][] = [
    ['claim', undefined, { status: 'open', assignee: { id: manager.personId } }],
    ['assign', { assignee: null }, { assignee: null }],
    ['assign', { assignee: manager.personId }, { assignee: { id: manager.personId } }],
    ['escalate', { reason: 'Waits for a week' }, { escalation: 1 }],
    [
      'snooze',
      { until: '2026-03-03T09:00:00+01:00' },
      { status: 'on_hold', snoozedUntil: '2026-03-03T08:00:00.000Z' },
    ],
    ['resolve', {}, { status: 'resolved', resolvedAt: '2026-03-02T09:00:00.000Z' }],
    ['reopen', undefined, { status: 'open', reopened: 1 }],
    ['close', undefined, { status: 'closed' }],
    ['archive', undefined, { archivedAt: '2026-03-02T09:00:00.000Z' }],
    ['restore', undefined, { archivedAt: null }],
    ['delete', undefined, { id: ticket }],
    ['restore', undefined, { id: ticket }],
    ['reopen', undefined, { status: 'open', reopened: 2 }],
  ]
  for (const [action, body, expected] of steps) {
    const got = await api.post(`/tickets/${ticket}/${action}`, token, body)
    expect([action, got]).toMatchObject([
      action,
      { status: 200, body: { id: ticket, ...expected } },
    ])
    if (action === 'delete') expect((await api.get(`/tickets/${ticket}`, token)).status).toBe(404)
  }
  // Out of the caller's sight once it is another team's.
  expect(
    (await api.post(`/tickets/${ticket}/transfer`, token, { team: 'second LINE' })).status,
  ).toBe(204)
  expect((await api.get(`/tickets/${ticket}`, token)).status).toBe(404)
  const there = await api.token(await api.a.agent({ teams: [other] }))
  expect((await api.get(`/tickets/${ticket}`, there)).body).toMatchObject({
    team: { id: other },
    assignee: null,
  })
})

test('of two who claim a ticket one is told who was faster', async ({ api }) => {
  const ticket = await api.a.ticket()
  const tokens = [await api.token(await api.a.agent()), await api.token(await api.a.agent())]
  const got = await Promise.all(tokens.map((token) => api.post(`/tickets/${ticket}/claim`, token)))
  expect(got.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(got.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'already-claimed' })
})

test('an answer is mailed, a note is not, and both come with their files', async ({ api }) => {
  const agent = await api.a.agent()
  const token = await api.token(agent)
  const ticket = await api.a.ticket({ from: 'ada@example.org' })
  const replied = await api.post(`/tickets/${ticket}/messages`, token, {
    visibility: 'public',
    html: '<p>Have you <a href="https://x.test/a">tried</a>?</p><img src=x onerror=alert(1)>',
    cc: ['Bob@example.org'],
  })
  expect(replied).toMatchObject({
    status: 201,
    body: {
      channel: 'api',
      direction: 'outbound',
      visibility: 'public',
      author: { name: agent.name, email: 'help@desk.test', agent: true },
      text: 'Have you tried [https://x.test/a]?',
      html: '<p>Have you <a href="https://x.test/a">tried</a>?</p>',
      messageId: expect.stringContaining('@desk.test'),
      delivery: { state: 'queued' },
      attachments: [],
    },
  })
  const noted = await api.post(`/tickets/${ticket}/messages`, token, {
    visibility: 'internal',
    text: 'Look at this',
    attachments: [
      {
        filename: '../..\u202e/pass wd"ü.html',
        contentType: 'text/html',
        contentBase64: Buffer.from('<script>').toString('base64'),
      },
      {
        filename: 'x.txt',
        contentBase64: Buffer.from(
          '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489',
          'hex',
        ).toString('base64'),
      },
    ],
  })
  expect(noted).toMatchObject({
    status: 201,
    body: {
      visibility: 'internal',
      delivery: null,
      messageId: null,
      attachments: [
        {
          filename: 'pass wd"ü.html',
          contentType: 'text/html',
          size: 8,
          inline: false,
          contentId: null,
        },
        { contentType: 'image/png' },
      ],
    },
  })
  const file = await api.get(`/attachments/${noted.body.attachments[0].id}`, token)
  expect(file.body).toBe('<script>')
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-disposition': `attachment; filename="pass wd__.html"; filename*=UTF-8''pass%20wd%22%C3%BC.html`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
  const { items } = (await api.get('/outbound?state=queued', token)).body
  expect(items).toMatchObject([
    { ticketId: ticket, messageId: replied.body.messageId, to: ['ada@example.org'], attempts: 0 },
  ])
  expect((await api.get(`/tickets/${ticket}`, token)).body.status).toBe('awaiting_customer')
})

test('a question is words and operators', async ({ api }) => {
  const agent = await api.a.agent()
  const token = await api.token(agent)
  const second = await api.a.team('Second line')
  await api.a.join(second, agent.personId)
  const mine = await api.a.ticket({ subject: 'Red printer', assignee: agent.personId })
  const free = await api.a.ticket({ subject: 'Blue printer', text: 'It hums: loudly.' })
  const done = await api.a.ticket({ subject: 'Green lamp', status: 'resolved' })
  const far = await api.a.ticket({ subject: 'Far lamp', team: second })
  await api.patch(`/tickets/${far}`, token, { priority: 'CRITICAL' })
  const found = async (q: string) => {
    const { body } = await api.get(`/tickets?q=${encodeURIComponent(q)}`, token)
    expect(body.estimate, q).toBe(body.items.length)
    return body.items.map(({ id }: { id: number }) => id).sort()
  }
  for (const [q, expected] of [
    ['printer', [mine, free]],
    ['"red printer"', [mine]],
    ['printer -blue', [mine]],
    ['hums', [free]],
    ['burns', [mine, done, far]],
    [`#${done}`, [done]],
    ['assignee:me', [mine]],
    ['assignee:none', [free, done, far]],
    [`assignee:${agent.personId} status:open`, [mine]],
    ['status:resolved,new', [free, done, far]],
    ['status:resolved STATUS:New lamp', [done, far]],
    ['priority:critical', [far]],
    ['team:"second line"', [far]],
    [`team:${second} lamp`, [far]],
    ['unknown:thing', []],
  ] as const)
    expect([q, await found(q)]).toEqual([q, [...expected].sort()])

  for (const [q, why] of [
    ['status:banana', 'awaiting_customer'],
    ['priority:1', 'CRITICAL'],
    ['team:Nowhere', 'There are: Home, Second line'],
    ['assignee:nobody@x.test', 'no active agent'],
    ['team:Home team:Home', 'once'],
  ] as const) {
    const got = await api.get(`/tickets?q=${encodeURIComponent(q)}`, token)
    expect([q, got]).toMatchObject([
      q,
      { status: 400, body: { code: 'wrong-input', detail: expect.stringContaining(why) } },
    ])
  }
})

test('the pages of a list hold every ticket once, in its order', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const made: number[] = []
  for (let count = 0; count < 7; count += 1) {
    made.push(await api.a.ticket({ text: 'A printer, a printer' }))
    if (count % 2) api.pass(1)
  }
  api.pass(1)
  await api.patch(`/tickets/${made[0]}`, token, { subject: 'Touched printer' })
  for (const words of ['', '&q=printer'])
    for (const sort of [
      '',
      '&sort=-updatedAt',
      '&sort=updatedAt',
      '&sort=-createdAt',
      '&sort=createdAt',
    ]) {
      const list = `/tickets?limit=2${words}${sort}`
      const seen: { id: number; updatedAt: string }[] = []
      let next: string | null = ''
      while (next !== null) {
        const { body } = await api.get(`${list}${next && `&cursor=${next}`}`, token)
        seen.push(...body.items)
        next = body.next
      }
      const ids = seen.map(({ id }) => id)
      const key = ({ id, updatedAt }: (typeof seen)[number]) =>
        `${sort.includes('created') ? '' : updatedAt}${id}`
      const sorted = seen.toSorted((one, two) => (key(one) < key(two) ? -1 : 1))
      const inOrder = sort.includes('=-') || !sort ? sorted.reverse() : sorted
      expect([list, ids]).toEqual([list, inOrder.map(({ id }) => id)])
      expect(ids.toSorted()).toEqual(made)
    }
  const wrong = await api.get('/tickets?sort=createdAt&cursor=2026-03-02T09:00:00.000Z_1001', token)
  expect(wrong).toMatchObject({ status: 400, body: { code: 'wrong-input' } })
})

test('messages and events come in pages', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const ticket = await api.a.ticket()
  for (const text of ['one', 'two', 'three'])
    await api.post(`/tickets/${ticket}/messages`, token, { visibility: 'internal', text })
  const first = (await api.get(`/tickets/${ticket}/messages?limit=3`, token)).body
  const rest = (await api.get(`/tickets/${ticket}/messages?limit=3&cursor=${first.next}`, token))
    .body
  expect([...first.items, ...rest.items].map(({ text }) => text)).toEqual([
    'It burns.',
    'one',
    'two',
    'three',
  ])
  expect(rest.next).toBeNull()
  const latest = (await api.get(`/tickets/${ticket}/events?limit=1`, token)).body
  const before = (await api.get(`/tickets/${ticket}/events?limit=3&cursor=${latest.next}`, token))
    .body
  expect([...latest.items, ...before.items].map(({ place }) => place)).toEqual([4, 3, 2, 1])
})

test('ten requests with one Idempotency-Key make one thing and get one answer', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const ticket = await api.a.ticket()
  const key = { 'idempotency-key': 'once-1' }
  const body = { visibility: 'public', text: 'Only once' }
  const path = `/tickets/${ticket}/messages`
  const got = await Promise.all(Array.from({ length: 10 }, () => api.post(path, token, body, key)))
  expect(new Set(got.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(got.map((each) => JSON.stringify(each.body))).size).toBe(1)
  expect((await api.get(path, token)).body.items).toHaveLength(2)
  expect((await api.get('/outbound', token)).body.items).toHaveLength(1)

  const other = await api.post(path, token, { ...body, text: 'Something else' }, key)
  expect(other).toMatchObject({ status: 409, body: { code: 'already-exists' } })
  const another = await api.token(await api.a.agent())
  expect((await api.post(path, another, body, key)).status).toBe(201)

  const open = { subject: 'New', text: 'Hello', requester: { email: 'new@example.org' } }
  const opened = await Promise.all(
    Array.from({ length: 10 }, () =>
      api.post('/tickets', token, open, { 'idempotency-key': 'once-2' }),
    ),
  )
  expect(new Set(opened.map((each) => `${each.status} ${each.body.id}`)).size).toBe(1)
  for (const wrong of ['', 'a b', 'x'.repeat(256)])
    expect([
      wrong,
      (await api.post('/tickets', token, open, { 'idempotency-key': wrong })).status,
    ]).toEqual([wrong, 400])
})

test('a refused request leaves its Idempotency-Key free', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const ticket = await api.a.ticket({ status: 'resolved' })
  const key = { 'idempotency-key': 'again' }
  const path = `/tickets/${ticket}/resolve`
  expect((await api.post(path, token, undefined, key)).status).toBe(409)
  await api.post(`/tickets/${ticket}/reopen`, token)
  expect((await api.post(path, token, undefined, key)).status).toBe(200)
  expect((await api.post(path, token, undefined, key)).body).toMatchObject({ status: 'resolved' })
})

test('who looks at a sensitive ticket is recorded, and who may not see it does not', async ({
  api,
}) => {
  const agent = await api.a.agent()
  const token = await api.token(agent)
  const ticket = await api.a.ticket({ assignee: agent.personId })
  expect((await api.patch(`/tickets/${ticket}`, token, { sensitive: true })).status).toBe(200)
  await api.get(`/tickets/${ticket}`, token)
  await api.get(`/tickets/${ticket}/messages`, token)
  const { items } = (await api.get(`/tickets/${ticket}/events`, token)).body
  expect(
    items.filter(({ action }: { action: string }) => action === 'viewed').length,
  ).toBeGreaterThanOrEqual(2)
  const colleague = await api.token(await api.a.agent())
  expect((await api.get(`/tickets/${ticket}`, colleague)).status).toBe(404)
  const hidden = await api.a.ticket()
  expect((await api.patch(`/tickets/${hidden}`, colleague, { sensitive: true })).status).toBe(204)
  await drain(api.app)
})
