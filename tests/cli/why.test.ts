import { expect } from 'vitest'
import { teamThatAssigns } from '#tests/core/routing/desk-that-assigns.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from './run.ts'

test('an operator reads why a ticket went to whom', { timeout: 180_000 }, async ({ desk, own }) => {
  const { team } = await teamThatAssigns(own.app, own.a, 'round_robin', [
    { name: 'Ana' },
    { name: 'Ben', capacity: 0 },
  ])
  const ticket = await own.a.ticket({ team })
  await drain(own.app)

  expect(await desk.deskwire(['why', `#${ticket}`])).toEqual({
    code: 0,
    out: '2026-03-02T09:00:00.000Z  Assigned to Ana: the only one who can take it.\n    Ben: 0 of 0 tickets\n',
    err: '',
  })
  const json = JSON.parse((await desk.deskwire(['why', `${ticket}`, '--json'])).out)
  expect(json.items).toMatchObject([{ kind: 'assignment' }])
  expect(await desk.deskwire(['why', '99999999'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no such ticket'),
  })
})
