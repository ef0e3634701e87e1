import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { assignTicket, claimTicket } from '#core/tickets/assign.ts'
import { readTicket } from '#core/tickets/find.ts'
import { test } from '#tests/support/test.ts'

test('claiming takes a new ticket and opens it', async ({ app, a }) => {
  const ticket = await a.ticket()
  const agent = await a.agent({ name: 'Ana' })

  await perform(app, agent, (work) => claimTicket(work, ticket))

  expect(await read(app, agent, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'open',
    assignee: { name: 'Ana' },
  })
})

test('of many who claim at once one wins, and the others learn who', async ({
  own: { app, a },
}) => {
  const ticket = await a.ticket()
  const agents = await Promise.all(Array.from({ length: 8 }, () => a.agent()))

  const ends = await Promise.allSettled(
    agents.map((agent) => perform(app, agent, (work) => claimTicket(work, ticket))),
  )

  const winner = agents[ends.findIndex((end) => end.status === 'fulfilled')]
  const losses = ends.filter((end) => end.status === 'rejected')
  expect(losses).toHaveLength(7)
  for (const loss of losses)
    expect(loss.reason).toMatchObject({
      code: 'already-claimed',
      message: `Ticket #${ticket} has already been claimed by ${winner?.name}.`,
    })
  const seen = await read(app, null, (db) => readTicket(db, ticket))
  expect(seen.assignee?.id).toBe(winner?.personId)
})

test('claiming what one has already is no change', async ({ app, a }) => {
  const agent = await a.agent()
  const ticket = await a.ticket({ assignee: agent.personId })
  await perform(app, agent, (work) => claimTicket(work, ticket))
  expect(await read(app, agent, (db) => readTicket(db, ticket))).toMatchObject({
    assignee: { id: agent.personId },
  })
})

test('a ticket goes to agents of its team only', async ({ app, a }) => {
  const ticket = await a.ticket()
  const stranger = await a.agent({ teams: [await a.team('Other')] })

  await expect(
    perform(app, null, (work) => assignTicket(work, ticket, stranger.personId)),
  ).rejects.toMatchObject({ code: 'not-an-agent' })
})

test('a ticket can be given back to the queue', async ({ app, a }) => {
  const agent = await a.agent()
  const ticket = await a.ticket({ assignee: agent.personId })
  await perform(app, agent, (work) => assignTicket(work, ticket, null))
  expect((await read(app, agent, (db) => readTicket(db, ticket))).assignee).toBeNull()
})
