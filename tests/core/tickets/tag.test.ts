import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { findTickets, readTicket } from '#core/tickets/find.ts'
import { filterFor } from '#core/tickets/query.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { setTags, tagTicket } from '#core/tickets/tag.ts'
import { test } from '#tests/support/test.ts'

test('tags are in lower case, sorted, each once, and say what they were before', async ({
  app,
  a,
}) => {
  const [ticket, agent] = [await a.ticket(), await a.agent()]
  await perform(app, agent, (work) =>
    tagTicket(work, ticket, { add: ['VIP', ' late  fee ', 'vip'] }),
  )
  await perform(app, agent, (work) =>
    tagTicket(work, ticket, { add: ['billing'], remove: ['Vip', 'never there'] }),
  )

  const shown = await read(app, agent, (db) => readTicket(db, ticket))
  expect(shown.tags).toEqual(['billing', 'late fee'])
  const { items } = await read(app, agent, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({
    kind: 'tagged',
    details: {
      changes: {
        tags: [
          ['late fee', 'vip'],
          ['billing', 'late fee'],
        ],
      },
    },
  })
})

test('what is on a ticket already is no event', async ({ app, a }) => {
  const ticket = await a.ticket()
  await perform(app, null, (work) => setTags(work, ticket, ['a', 'b']))
  await perform(app, null, (work) => setTags(work, ticket, ['B', 'A']))
  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  expect(items.filter(({ kind }) => kind === 'tagged')).toHaveLength(1)
})

test.for(['', 'a,b', 'x'.repeat(51), 'a\0b', '"quoted"'])(
  'a tag is not “%s”',
  async (tag, { app, a }) => {
    const ticket = await a.ticket()
    await expect(
      perform(app, null, (work) => tagTicket(work, ticket, { add: [tag] })),
    ).rejects.toMatchObject({ code: 'wrong-input' })
  },
)

test('a ticket has at most fifty tags', async ({ app, a }) => {
  const ticket = await a.ticket()
  const tags = Array.from({ length: 51 }, (_, number) => `tag ${number}`)
  await expect(perform(app, null, (work) => setTags(work, ticket, tags))).rejects.toThrow(
    'at most 50',
  )
})

test('a list is narrowed to those with any of the tags that are asked for', async ({ app, a }) => {
  const agent = await a.agent()
  const [vip, late, both] = [await a.ticket(), await a.ticket(), await a.ticket()]
  await a.ticket()
  for (const [ticket, tags] of [
    [vip, ['vip']],
    [late, ['late fee']],
    [both, ['vip', 'late fee']],
  ] as const)
    await perform(app, agent, (work) => setTags(work, ticket, tags))
  const found = async (q: string) => {
    const { items } = await read(app, agent, async (db) =>
      findTickets(db, await filterFor(db, agent, q)),
    )
    return items.map(({ id }) => id).sort()
  }
  expect(await found('tag:VIP')).toEqual([vip, both])
  expect(await found('tag:"late fee"')).toEqual([late, both])
  expect(await found('tag:vip,"late fee" printer')).toEqual([])
})
