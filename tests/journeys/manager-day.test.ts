import { expect, onTestFinished } from 'vitest'
import type { Agent } from '#core/actor.ts'
import { perform, read } from '#core/app.ts'
import { addToken } from '#core/people/tokens.ts'
import { slaNumbers } from '#core/sla/statistics.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { test } from '#tests/support/http.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { startSink } from '#tests/support/sink.ts'

const holiday = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//State//EN',
  'BEGIN:VEVENT',
  'UID:1@state.example',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;VALUE=DATE:20260303',
  'SUMMARY:Carnival',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')
const refunds = {
  scope: 'create',
  conditions: { any: [{ fact: 'subject', op: 'contains', value: 'refund' }] },
  actions: [
    { do: 'priority', priority: 'HIGH' },
    { do: 'tag', tags: ['refund'] },
    { do: 'skill', skill: 'refunds', level: 2 },
  ],
}

test('a manager sets up a team, and a mail goes its way through it, from rule to statistics', {
  timeout: 60_000,
}, async ({ web }) => {
  const { app, a, pass } = web
  const [relay, door] = [await startSink(), await mailer(app)]
  onTestFinished(async () => {
    closeTransport(app)
    await relay.close()
  })
  app.env.SMTP_URL = relay.url
  const orders = await a.team('Orders')
  const named = (name: string, role: Agent['role']) => a.agent({ name, role, teams: [orders] })
  const [ana, ben, mia] = [
    await named('Ana', 'agent'),
    await named('Ben', 'agent'),
    await named('Mia', 'manager'),
  ]
  const manager = await program(mia)
  const agent = await program(ben)
  const other = await program(await a.agent({ role: 'manager', teams: [await a.team('Legal')] }))

  // The team: who knows what, when it is open, what it promises, and what is done by itself.
  await manager('POST', '/skills', { name: 'refunds' })
  await manager('PUT', `/agents/${ana.personId}/skills`, { skills: { refunds: 3 } })
  await manager('PATCH', `/agents/${mia.personId}`, { capacity: 0 })
  const hours = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '17:00']]]))
  const zone = { name: 'Office', timeZone: 'Europe/Berlin', hours }
  const calendar = (await manager('POST', '/calendars', zone)).id
  expect(await manager('POST', `/calendars/${calendar}/import`, { ics: holiday })).toEqual({
    found: 1,
    added: 1,
  })
  const way = { strategy: 'least_loaded', calendarId: calendar }
  await manager('PATCH', `/teams/${orders}`, way)
  const targets = { HIGH: { first: 120, resolution: 480 }, MEDIUM: { first: 240 } }
  await manager('POST', '/sla-policies', { name: 'Fast', position: 0, teamId: orders, targets })
  const rule = { name: 'Refunds', team: 'Orders', definition: refunds }
  const { id: ruleId } = await manager('POST', '/rules', rule)
  const field = { key: 'order', label: 'Order', type: 'number', team: 'Orders', required: true }
  await manager('POST', '/fields', field)

  // Nobody of another team has a say in it.
  await other('PATCH', `/teams/${orders}`, { strategy: 'manual' }, 403)
  await other('PATCH', `/calendars/${calendar}`, { name: 'Ours' }, 403)
  await other('PATCH', `/rules/${ruleId}`, { enabled: false }, 403)
  await other('DELETE', `/rules/${ruleId}`, undefined, 403)
  await other('PUT', `/agents/${ana.personId}/availability`, { presence: 'away' }, 403)

  // A mail finds its rule, the one who knows, and its promise: 8 h of business time, over a holiday.
  const from = 'Ada <ada@example.org>'
  await door.send({ from, to: 'orders@desk.test', subject: 'Refund, please', text: 'It broke.' })
  await drain(app)
  const [{ id }] = (await manager('GET', '/tickets')).items
  const ticket = `/tickets/${id}`
  expect(await manager('GET', ticket)).toMatchObject({
    priority: 'HIGH',
    status: 'open',
    tags: ['refund'],
    assignee: { name: 'Ana' },
    sla: { status: 'on_track', dueAt: '2026-03-02T11:00:00.000Z' },
  })
  const due = await clocks()
  expect(due.resolution).toMatchObject({ minutes: 480, dueAt: '2026-03-04T09:00:00.000Z' })
  expect(await whys()).toEqual([
    '“Refunds” applies: the subject, “Refund, please”, contains “refund”.',
    'Assigned to Ana: the only one who can take it.',
  ])
  await other('GET', ticket, undefined, 404)
  await other('GET', `${ticket}/why`, undefined, 404)

  // Ana goes: what she has not answered waits for somebody who knows, and says so.
  await manager('PUT', `/agents/${ana.personId}/availability`, { presence: 'reassign' })
  await drain(app)
  expect((await manager('GET', ticket)).assignee).toBeNull()
  expect((await whys()).at(-1)).toMatch(/^Stays in the queue of Orders: nobody can take it \(Ana: /)
  await manager('PUT', `/agents/${ben.personId}/skills`, { skills: { refunds: 2 } })
  await drain(app)
  expect((await manager('GET', ticket)).assignee).toMatchObject({ name: 'Ben' })

  // The same person writes anew: Ben makes one of the two, answers, and settles it once he knows the order.
  await door.send({ from, to: 'orders@desk.test', subject: 'Broken', text: 'As I said.' })
  await drain(app)
  const [second] = (await agent('GET', '/tickets?q=Broken')).items
  await agent('POST', `/tickets/${second.id}/merge`, { into: id })
  expect(await agent('GET', `/tickets/${second.id}`)).toMatchObject({ status: 'closed' })
  pass(30)
  await agent('POST', `${ticket}/messages`, { visibility: 'public', text: 'It is on its way.' })
  await drain(app)
  const mailed = relay.received.flatMap(({ to }) => to)
  expect(mailed.filter((to) => to === 'ada@example.org')).toHaveLength(1)
  expect(await clocks()).toMatchObject({
    first_response: { status: 'met' },
    resolution: { status: 'paused' },
  })
  expect((await agent('POST', `${ticket}/resolve`, undefined, 409)).detail).toContain('Order')
  await agent('PATCH', ticket, { fields: { order: '8812' } })
  await agent('POST', `${ticket}/resolve`)
  await drain(app)

  // The numbers count what was promised once; the trail has who set up what, and is whole.
  const [since, until] = [new Date('2026-03-02'), new Date('2026-03-05')]
  expect(await read(app, mia, (db) => slaNumbers(db, orders, since, until))).toEqual({
    first_response: { met: 1, breached: 0, medianMs: 30 * 60_000 },
    resolution: { met: 1, breached: 0, medianMs: 30 * 60_000 },
  })
  await manager('DELETE', `/rules/${ruleId}`)
  const admin = await program(await a.agent({ role: 'admin' }))
  const { items: trail } = await admin('GET', `/audit?actor=${mia.personId}&limit=200`)
  expect(trail.map(({ action }: { action: string }) => action).toReversed()).toEqual([
    'skill_added',
    'skills_set',
    'agent_changed',
    'calendar_added',
    'holidays_imported',
    'team_changed',
    'sla_policy_added',
    'rule_added',
    'field_added',
    'presence_set',
    'skills_set',
    'rule_deleted',
  ])
  expect(await admin('POST', '/audit/verify')).toMatchObject({ ok: true, broken: [] })

  /** A program of an agent: asks the REST API of the running desk, and insists on the status of its answer. */
  async function program(of: Agent) {
    const given = { name: 'journey', scopes: ['*' as const] }
    const token = await perform(app, null, (work) => addToken(work, of.personId, given))
    return async (method: string, path: string, body?: unknown, status?: number) => {
      const answer = await fetch(`${web.url}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      })
      const told = await answer.text()
      const wanted = status === undefined ? answer.ok : answer.status === status
      expect(wanted, `${method} ${path}: ${answer.status} ${told}`).toBe(true)
      return told === '' ? null : JSON.parse(told)
    }
  }

  async function whys(): Promise<string[]> {
    const { items } = await manager('GET', `${ticket}/why`)
    return items.map(({ words }: { words: string }) => words)
  }

  async function clocks() {
    const { clocks } = await manager('GET', `${ticket}/sla`)
    return Object.fromEntries(clocks.map((clock: { target: string }) => [clock.target, clock]))
  }
})
