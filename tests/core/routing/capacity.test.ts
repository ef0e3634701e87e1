import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { readCandidates } from '#core/routing/candidates.ts'
import { setPriorityWeights } from '#core/teams/desk-settings.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { deleteTicket } from '#core/tickets/put-away.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'
import { explained, ownerOf, teamThatAssigns } from './desk-that-assigns.ts'

test('the load is what open tickets of all teams weigh; those that sleep, ended or are deleted weigh nothing', async ({
  app,
  a,
}) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'manual', [{ name: 'Ana' }, { name: 'Ben' }])
  await perform(app, null, (work) => setPriorityWeights(work, { CRITICAL: 4 }))
  const assignee = idOf('Ana')
  const other = await a.homeTeam()
  await a.join(other, assignee)
  await a.ticket({ team: other, assignee })
  const urgent = await a.ticket({ team, assignee })
  const asleep = await a.ticket({ team, assignee })
  const deleted = await a.ticket({ team, assignee })
  await a.ticket({ team, assignee, status: 'resolved' })
  await perform(app, null, async (work) => {
    await prioritiseTicket(work, urgent, 'CRITICAL')
    await snoozeTicket(work, asleep, new Date('2026-04-01T09:00:00Z'))
    await deleteTicket(work, deleted)
  })

  const candidates = await read(app, null, (db) => readCandidates(db, team, app.clock()))

  expect(candidates.map(({ name, load }) => [name, load])).toEqual([
    ['Ana', 5],
    ['Ben', 0],
  ])
})

test('a ticket that weighs more than is left stays, and says what it counts as', async ({
  app,
  a,
}) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [
    { name: 'Ana', capacity: 3 },
  ])
  await perform(app, null, (work) => setPriorityWeights(work, { MEDIUM: 2 }))
  await a.ticket({ team, assignee: idOf('Ana') })
  const ticket = await a.ticket({ team })

  await drain(app)

  expect(await ownerOf(app, ticket)).toBeUndefined()
  expect(await explained(app, ticket, team)).toContain(
    'Ana: 2 of 3 tickets, and this one counts as 2',
  )
})
