import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { findTickets, readTicket } from '#core/tickets/find.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { reopenTicket } from '#core/tickets/reopen.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { readConversation, readTimeline } from '#core/tickets/story.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { unmergeTicket } from '#core/tickets/unmerge.ts'
import { whoTakesPart } from '#core/tickets/who-takes-part.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { test as base } from '#tests/support/test.ts'

const [ada, bob] = ['ada@example.org', 'bob@example.org']

/** `desk`: an agent, and what they do with tickets. */
const test = base.extend('desk', async ({ app, a }) => {
  const agent = await a.agent()
  const merge = (id: TicketId, into: TicketId, confirm = false) =>
    perform(app, agent, (work) => mergeTicket(work, id, into, { confirm }))
  const unmerge = (id: TicketId) => perform(app, agent, (work) => unmergeTicket(work, id))
  const see = (id: TicketId) => read(app, agent, (db) => readTicket(db, id, { deleted: true }))
  const said = async (id: TicketId) =>
    (await read(app, agent, (db) => readConversation(db, id))).items.map(
      ({ ticketId, text }) => [ticketId, text] as const,
    )
  const people = (id: TicketId) =>
    read(app, agent, (db) => whoTakesPart(db, id)).then((all) =>
      all.map(({ address, role }) => `${role} ${address}`),
    )
  return { agent, merge, unmerge, see, said, people }
})

test('a merged ticket ends, and what it said is read in its target, under its own number', async ({
  app,
  a,
  desk,
}) => {
  const target = await a.ticket({ from: ada, text: 'First' })
  const again = await a.ticket({ from: ada, text: 'Again' })
  expect(await desk.merge(again, target)).toBe(target)

  expect(await desk.see(again)).toMatchObject({ status: 'closed', mergedIntoId: target })
  expect(await desk.said(target)).toEqual([
    [target, 'First'],
    [again, 'Again'],
  ])
  const kinds = async (id: TicketId) =>
    (await read(app, desk.agent, (db) => readTimeline(db, id))).items[0]
  expect(await kinds(target)).toMatchObject({ kind: 'merged', details: { from: again } })
  expect(await kinds(again)).toMatchObject({ kind: 'merged', details: { into: target } })
})

test('it leaves the lists; what it said, and its number, find the target', async ({
  app,
  a,
  desk,
}) => {
  const target = await a.ticket({ from: ada, subject: 'One' })
  const again = await a.ticket({ from: ada, subject: 'Two', text: 'A purple elephant' })
  await desk.merge(again, target)
  const found = async (words?: string) =>
    (await read(app, desk.agent, (db) => findTickets(db, { words }))).items.map(({ id }) => id)
  expect(await found()).toEqual([target])
  expect(await found('elephant')).toEqual([target])
  expect(await found('Two')).toEqual([target])
  expect(await found(`#${again}`)).toEqual([target])
})

test('two requesters must be confirmed, and then both get what is answered', async ({
  a,
  desk,
}) => {
  const target = await a.ticket({ from: ada })
  const other = await a.ticket({ from: bob })
  await expect(desk.merge(other, target)).rejects.toMatchObject({
    code: 'merge-needs-confirmation',
  })
  await desk.merge(other, target, true)
  expect(await desk.people(target)).toEqual([`requester ${ada}`, `cc ${bob}`])
  await desk.unmerge(other)
  expect(await desk.people(target)).toEqual([`requester ${ada}`])
})

test('there are no chains and no circles', async ({ a, desk }) => {
  const [one, two, three] = [
    await a.ticket({ from: ada }),
    await a.ticket({ from: ada }),
    await a.ticket({ from: ada }),
  ]
  await desk.merge(one, two)
  await expect(desk.merge(two, one)).rejects.toThrow('cannot be merged into itself')
  await expect(desk.merge(one, three)).rejects.toThrow('was merged into')
  expect(await desk.merge(three, one)).toBe(two)

  const four = await a.ticket({ from: ada })
  await desk.merge(two, four)
  expect((await desk.said(four)).map(([id]) => id)).toEqual([one, two, three, four])
  await desk.unmerge(two)
  expect((await desk.said(two)).map(([id]) => id)).toEqual([one, two, three])
  expect((await desk.said(four)).map(([id]) => id)).toEqual([four])
})

test('undone, a ticket is as it was: its status, owner, team and snooze', async ({
  app,
  a,
  desk,
  pass,
}) => {
  const second = await a.team()
  const admin = await a.agent({ role: 'admin' })
  const target = await a.ticket({ from: ada, team: second })
  const asleep = await a.ticket({ from: ada, assignee: desk.agent.personId })
  await perform(app, desk.agent, (work) =>
    snoozeTicket(work, asleep, new Date('2026-03-05T09:00:00Z')),
  )
  const before = await desk.see(asleep)
  await perform(app, admin, (work) => mergeTicket(work, asleep, target))
  pass(5)
  expect(await perform(app, admin, (work) => unmergeTicket(work, asleep))).toEqual({
    into: target,
    stayed: 0,
  })
  const after = await desk.see(asleep)
  expect({ ...after, updatedAt: 0, slaDueAt: 0, sla: 0 }).toEqual({
    ...before,
    ...{ updatedAt: 0, slaDueAt: 0, sla: 0 },
  })
})

test('whoever does not see both merges neither', async ({ a, desk }) => {
  const hidden = await a.ticket({ from: ada, team: await a.team() })
  const seen = await a.ticket({ from: ada })
  await expect(desk.merge(seen, hidden)).rejects.toMatchObject({ code: 'not-found' })
  await expect(desk.merge(hidden, seen)).rejects.toMatchObject({ code: 'not-found' })
})

test('what was merged goes where its target goes, and is seen by those who see that', async ({
  app,
  a,
  desk,
}) => {
  const second = await a.team()
  const theirs = await a.agent({ teams: [second] })
  const [target, again] = [await a.ticket({ from: ada }), await a.ticket({ from: ada })]
  await desk.merge(again, target)
  await perform(app, desk.agent, (work) => transferTicket(work, target, second))
  await perform(app, theirs, (work) => assignTicket(work, target, theirs.personId))
  await perform(app, theirs, (work) => markSensitive(work, target, true))
  const { items } = await read(app, theirs, (db) => readConversation(db, target))
  expect(items.map(({ ticketId }) => ticketId)).toEqual([target, again])
  const colleague = await a.agent({ teams: [second] })
  await expect(read(app, colleague, (db) => readTicket(db, again))).rejects.toThrow('no such')
})

test('a sensitive ticket is merged with its like only', async ({ app, a, desk }) => {
  const [target, again] = [await a.ticket({ from: ada }), await a.ticket({ from: ada })]
  await perform(app, null, (work) => assignTicket(work, again, desk.agent.personId))
  await perform(app, null, (work) => markSensitive(work, again, true))
  await expect(desk.merge(again, target)).rejects.toThrow('One of the two is sensitive')
})

test('by itself a merged ticket takes no more', async ({ app, a, desk }) => {
  const [target, again] = [await a.ticket({ from: ada }), await a.ticket({ from: ada })]
  await desk.merge(again, target)
  const words = `was merged into #${target}. Go on there`
  await expect(
    perform(app, desk.agent, (work) => noteOnTicket(work, again, { text: 'Hm' })),
  ).rejects.toThrow(words)
  await expect(perform(app, desk.agent, (work) => reopenTicket(work, again))).rejects.toThrow(words)
})
