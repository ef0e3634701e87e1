import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { test } from './api.ts'

const policy = { name: 'Gold', targets: { MEDIUM: { first: 60, resolution: 600 } } }

test('a policy is added, changed, kept as versions, and removed', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const added = await api.post('/sla-policies', admin, policy)
  expect(added).toMatchObject({
    status: 201,
    body: { ...policy, enabled: true, team: null, calendar: null, conditions: null, version: 1 },
  })
  expect((await api.post('/sla-policies', admin, policy)).status).toBe(409)

  const path = `/sla-policies/${added.body.id}`
  const teamId = await api.a.homeTeam()
  const conditions = { fact: 'tags', op: 'contains', value: 'vip' }
  expect((await api.patch(path, admin, { teamId, conditions })).body).toMatchObject({
    team: { id: teamId, name: 'Home' },
    conditions,
    version: 2,
  })
  const { items } = (await api.get(`${path}/versions`, admin)).body
  expect(items.map(({ version }: { version: number }) => version)).toEqual([2, 1])

  expect((await api.call('DELETE', path, { as: admin })).status).toBe(204)
  expect((await api.patch(path, admin, { enabled: false })).status).toBe(404)
  const left = (await api.get('/sla-policies', admin)).body.items
  expect(left.map(({ name }: { name: string }) => name)).toEqual(['Standard'])
})

test('what cannot be kept is refused with what to do', async ({ api }) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const given: [object, number, string][] = [
    [{ targets: { MEDIUM: { first: 0 } } }, 400, ''],
    [{ targets: {} }, 400, 'Give at least one priority a target'],
    [{ targets: { URGENT: { first: 5 } } }, 400, ''],
    [{ conditions: { fact: 'moon', op: 'is', value: 'full' } }, 400, '/conditions/fact'],
    [{ teamId: 999 }, 400, 'There is no such team'],
    [{ calendarId: 999 }, 400, 'There is no such calendar'],
  ]
  for (const [wrong, status, why] of given)
    expect(await api.post('/sla-policies', admin, { ...policy, ...wrong })).toMatchObject({
      status,
      body: { detail: expect.stringContaining(why) },
    })
})

test('managers keep the policies of their teams, agents none', async ({ api }) => {
  const [mine, theirs] = [await api.a.team(), await api.a.team()]
  const manager = await api.token(await api.a.agent({ role: 'manager', teams: [mine] }))
  const agent = await api.token(await api.a.agent())

  expect((await api.post('/sla-policies', agent, policy)).status).toBe(403)
  expect((await api.post('/sla-policies', manager, policy)).status).toBe(403)
  expect((await api.post('/sla-policies', manager, { ...policy, teamId: theirs })).status).toBe(403)
  const own = await api.post('/sla-policies', manager, { ...policy, teamId: mine })
  expect(own.status).toBe(201)
  const taken = await api.patch(`/sla-policies/${own.body.id}`, manager, { teamId: theirs })
  expect(taken.status).toBe(403)
})

test('a ticket shows its clocks, how long each was paused and why', async ({ api }) => {
  const agent = await api.a.agent()
  const token = await api.token(agent, ['tickets:read'])
  const id = await api.a.ticket()
  api.pass(60)
  await perform(api.app, agent, (work) =>
    replyToTicket(work, id, { text: 'Try water.', undoSeconds: 0 }),
  )
  api.pass(190)

  expect((await api.get(`/tickets/${id}/sla`, token)).body).toEqual({
    status: 'paused',
    clocks: [
      {
        target: 'resolution',
        round: 1,
        status: 'paused',
        minutes: 2880,
        policy: { id: expect.any(Number), name: 'Standard' },
        startedAt: '2026-03-02T09:00:00.000Z',
        dueAt: null,
        stoppedAt: null,
        usedMs: 3_600_000,
        remainingMs: 47 * 3_600_000,
        pausedMs: 190 * 60_000,
        pauses: [{ from: '2026-03-02T10:00:00.000Z', to: null, reason: 'waiting on customer' }],
      },
      expect.objectContaining({
        target: 'first_response',
        status: 'met',
        stoppedAt: '2026-03-02T10:00:00.000Z',
        pauses: [],
      }),
    ],
  })
  const hidden = await api.a.ticket({ team: await api.a.team() })
  expect((await api.get(`/tickets/${hidden}/sla`, token)).status).toBe(404)
})
