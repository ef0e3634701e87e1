import { expect } from 'vitest'
import { teamThatAssigns } from '#tests/core/routing/desk-that-assigns.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from './api.ts'

test('a program reads why a ticket went to whom, and nothing of tickets it may not see', async ({
  api,
}) => {
  const { team, idOf } = await teamThatAssigns(api.app, api.a, 'round_robin', [
    { name: 'Ana' },
    { name: 'Ben', capacity: 0 },
  ])
  const ticket = await api.a.ticket({ team })
  await drain(api.app)
  const ana = await api.token(await api.a.actor(idOf('Ana')), ['tickets:read'])
  const stranger = await api.token(await api.a.agent())

  expect((await api.get(`/tickets/${ticket}/why`, ana)).body.items).toEqual([
    {
      id: expect.any(Number),
      kind: 'assignment',
      words: 'Assigned to Ana: the only one who can take it.',
      details: expect.objectContaining({
        chosen: { personId: idOf('Ana'), name: 'Ana' },
        others: [{ personId: idOf('Ben'), name: 'Ben', why: '0 of 0 tickets' }],
      }),
      at: '2026-03-02T09:00:00.000Z',
    },
  ])
  expect(await api.get(`/tickets/${ticket}/why`, stranger)).toMatchObject({ status: 404 })
})
