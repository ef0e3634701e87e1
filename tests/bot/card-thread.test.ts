import { expect } from 'vitest'
import { perform, type Work } from '#core/app.ts'
import { assignTicket, claimTicket } from '#core/tickets/assign.ts'
import { markSensitive, prioritiseTicket } from '#core/tickets/change.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `card`: of a ticket that is shown; `act`: does things to it as Ana, faster than Slack can be told. */
const test = base.extend('shown', async ({ desk }) => {
  const id = await desk.a.ticket()
  await desk.pass(4)
  const ana = await desk.a.agent({ name: 'Ana' })
  const ben = await desk.a.agent({ name: 'Ben Ok' })
  const act = async (...todo: ((work: Work) => Promise<unknown>)[]) => {
    for (const one of todo) await perform(desk.app, ana, one)
  }
  return { id, ana, ben, act }
})

test('what happens while the channel is busy is told in one post, in order', async ({
  desk,
  slack,
  shown: { id, ben, act },
}) => {
  await act(
    (work) => claimTicket(work, id),
    (work) => prioritiseTicket(work, id, 'CRITICAL'),
    (work) => assignTicket(work, id, ben.personId),
  )
  await perform(desk.app, ben, (work) => resolveTicket(work, id))
  await desk.pass(8)
  expect(cardIn(slack).replies.map(({ text }) => text)).toEqual([
    '📩 Ada Customer wrote\nIt burns.',
    'Ana claimed · priority Medium → Critical · assigned to Ben Ok · Ben Ok resolved',
  ])
  expect((await desk.posts()).map(({ state }) => state)).toEqual(Array(6).fill('shown'))
})

test('one thing by itself is a sentence', async ({ desk, slack, shown: { id, act } }) => {
  await act((work) => claimTicket(work, id))
  await desk.pass(4)
  expect(cardIn(slack).replies.at(-1)?.text).toBe('🙋 Ana claimed this')
})

test('what was said between keeps its place', async ({ desk, slack, shown: { id, act } }) => {
  await act(
    (work) => claimTicket(work, id),
    (work) => prioritiseTicket(work, id, 'LOW'),
    (work) => noteOnTicket(work, id, { text: 'Look' }),
    (work) => prioritiseTicket(work, id, 'HIGH'),
    (work) => resolveTicket(work, id),
  )
  await desk.pass(10)
  expect(
    cardIn(slack)
      .replies.map(({ text }) => text)
      .slice(1),
  ).toEqual([
    'Ana claimed · priority Medium → Low',
    '🔒 Ana noted\nLook',
    'Ana set priority Low → High · resolved',
  ])
})

test('a post whose answer got lost says all that happened since, once', async ({
  desk,
  slack,
  shown: { id, act },
}) => {
  slack.fail('chat.postMessage', { kind: 'broken', applied: true })
  await act(
    (work) => claimTicket(work, id),
    (work) => prioritiseTicket(work, id, 'LOW'),
  )
  await desk.pass(0.5)
  await act((work) => prioritiseTicket(work, id, 'HIGH'))
  await desk.pass(20)
  expect(
    cardIn(slack)
      .replies.map(({ text }) => text)
      .slice(1),
  ).toEqual(['Ana claimed · priority Medium → Low · priority Low → High'])
  expect((await desk.posts()).map(({ state }) => state)).toEqual(Array(5).fill('shown'))
})

test('what was told together is changed together', async ({ desk, slack, shown: { id, act } }) => {
  await act(
    (work) => claimTicket(work, id),
    (work) => prioritiseTicket(work, id, 'LOW'),
  )
  await desk.pass(6)
  await act((work) => markSensitive(work, id, true))
  await desk.pass(10)
  const lines = cardIn(slack).replies.map(({ text }) => text)
  expect(lines.filter((line) => line.includes('claimed'))).toEqual([
    'Ana claimed · priority Medium → Low',
  ])
  expect((await desk.posts()).every(({ state }) => state === 'shown')).toBe(true)
})
