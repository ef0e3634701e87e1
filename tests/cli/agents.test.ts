import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { allAgents } from '#core/people/agent-list.ts'
import { teamsAsSet } from '#core/teams/settings.ts'
import { test } from './run.ts'

test('an operator says how people and teams work', { timeout: 180_000 }, async ({ desk }) => {
  const { deskwire, app, a } = desk
  const { personId } = await a.agent({ name: 'Ana' })
  const ana = 'agent1@desk.test'
  const change = ['agent', 'change', ana, '--time-zone', 'Europe/Berlin', '--capacity', '8']
  expect(await deskwire([...change, '--hours', 'mon-fri 9-17'])).toMatchObject({ code: 0 })
  expect(await deskwire([...change, '--hours', 'mon 17-9'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('Mon 17:00–09:00'),
  })
  const any = await deskwire(['agent', 'change', ana, '--hours', 'any', '--capacity', 'none'])
  expect(any).toMatchObject({ code: 0, err: '' })
  await deskwire(['skill', 'add', 'Billing'])
  await deskwire(['agent', 'skills', ana, 'billing=4'])
  await deskwire(['agent', 'away', ana, '--until', '2099-03-05', '--reassign'])
  const set = ['team', 'change', '--team', 'Home', '--strategy', 'round_robin']
  const needs = ['--skills', 'billing=2', '--reopen-days', 'always']
  expect(await deskwire([...set, ...needs])).toMatchObject({ code: 0, err: '' })
  expect(await read(app, null, allAgents)).toMatchObject([
    {
      id: personId,
      capacity: null,
      workingHours: null,
      skills: { billing: 4 },
      presence: 'reassign',
      awayUntil: new Date('2099-03-05T08:00:00Z'),
    },
  ])
  expect(await read(app, null, teamsAsSet)).toMatchObject([
    { strategy: 'round_robin', skills: { billing: 2 }, reopenDays: null, followUpToLast: true },
  ])
  const left = await deskwire(['team', 'remove', 'Home', ana, '--json'])
  expect(JSON.parse(left.out)).toEqual({ openTickets: 0, returned: false })
})
