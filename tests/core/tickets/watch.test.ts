import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { unwatchTicket, watchersOf, watchTicket } from '#core/tickets/watch.ts'
import { test } from '#tests/support/test.ts'

test('whoever watches sees the ticket of another team, until they do so no more', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket()
  const owner = await a.agent()
  const other = await a.agent({ teams: [await a.team()], name: 'Olga' })
  await expect(read(app, other, (db) => readTicket(db, ticket))).rejects.toThrow('no such ticket')

  await perform(app, owner, (work) => watchTicket(work, ticket, other.personId))
  expect(await read(app, other, (db) => watchersOf(db, ticket))).toEqual([
    { id: other.personId, name: 'Olga' },
  ])
  await perform(app, other, (work) => unwatchTicket(work, ticket, other.personId))
  await expect(read(app, other, (db) => readTicket(db, ticket))).rejects.toThrow('no such ticket')
  const { items } = await read(app, owner, (db) => readTimeline(db, ticket))
  expect(items.slice(0, 2).map(({ kind, actor }) => [kind, actor?.id])).toEqual([
    ['unwatched', other.personId],
    ['watched', owner.personId],
  ])
})

test('watching twice is once, and a requester watches nothing', async ({ app, a }) => {
  const ticket = await a.ticket()
  const agent = await a.agent()
  const watch = () => perform(app, agent, (work) => watchTicket(work, ticket, agent.personId))
  await watch()
  await watch()
  expect(await read(app, agent, (db) => watchersOf(db, ticket))).toHaveLength(1)
  const { personId } = await a.requester()
  await expect(perform(app, agent, (work) => watchTicket(work, ticket, personId))).rejects.toThrow(
    'Only active agents',
  )
})
