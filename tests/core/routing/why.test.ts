import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { setPresence } from '#core/people/presence.ts'
import { why } from '#core/routing/decide.ts'
import { whyMe } from '#core/routing/why-me.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'
import { explained, teamThatAssigns } from './desk-that-assigns.ts'

test('everyone can read why they have a ticket, or why not', async ({ app, a }) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [
    { name: 'Ana' },
    { name: 'Ben', capacity: 0 },
  ])
  const ticket = await a.ticket({ team })
  await drain(app)
  const ask = async (name: string) => {
    const agent = await a.actor(idOf(name))
    return read(app, agent, (db) => whyMe(db, ticket, agent.personId))
  }

  expect(await ask('Ana')).toBe('Assigned to Ana: the only one who can take it.')
  expect(await ask('Ben')).toBe(
    'Assigned to Ana: the only one who can take it. You: 0 of 0 tickets.',
  )
  await explained(app, ticket, team)
})

test('where nothing was decided, that is said', async ({ app, a }) => {
  const agent = await a.agent()
  const ticket = await a.ticket()
  expect(await read(app, agent, (db) => whyMe(db, ticket, agent.personId))).toBe(
    `Nobody was chosen for ticket #${ticket} by itself: it is claimed by hand.`,
  )
})

test('decisions are kept in order, and seen by those who see the ticket', async ({ app, a }) => {
  const { team, idOf } = await teamThatAssigns(app, a, 'round_robin', [{ name: 'Ana' }])
  await perform(app, null, (work) => setPresence(work, idOf('Ana'), { presence: 'away' }))
  const ticket = await a.ticket({ team })
  await drain(app)
  await perform(app, null, (work) => setPresence(work, idOf('Ana'), { presence: 'available' }))
  await drain(app)
  const stranger = await a.agent()
  const ana = await a.actor(idOf('Ana'))

  expect((await read(app, ana, (db) => why(db, ticket))).map(({ words }) => words)).toEqual([
    expect.stringContaining('nobody can take it (Ana: away)'),
    'Assigned to Ana: the only one who can take it.',
  ])
  expect(await read(app, stranger, (db) => why(db, ticket))).toEqual([])
})
