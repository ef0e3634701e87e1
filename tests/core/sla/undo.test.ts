import { expect } from 'vitest'
import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { readTicketSla } from '#core/sla/ticket-sla.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { readTicket } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

const hour = 3_600_000

function answer(app: App, agent: Agent, id: TicketId, sendAt?: Date) {
  return perform(app, agent, (work) =>
    replyToTicket(work, id, { text: 'Try water.', undoSeconds: 600, sendAt }),
  )
}

function undo(app: App, agent: Agent, message: MessageId) {
  return perform(app, agent, (work) => undoReply(work, message))
}

async function statusOf(app: App, id: TicketId) {
  return (await read(app, null, (db) => readTicket(db, id))).status
}

test('a ticket goes back to where the answer that is taken back had found it', async ({
  app,
  a,
}) => {
  const id = await a.ticket({ status: 'in_progress' })
  const agent = await a.agent()
  const reply = await answer(app, agent, id)
  expect(await statusOf(app, id)).toBe('awaiting_customer')
  await undo(app, agent, reply)

  expect(await statusOf(app, id)).toBe('in_progress')
})

test('of two answers the ticket waits until the second is taken back too', async ({ app, a }) => {
  const id = await a.ticket({ status: 'open' })
  const agent = await a.agent()
  const [first, second] = [await answer(app, agent, id), await answer(app, agent, id)]
  await undo(app, agent, first)
  expect(await statusOf(app, id)).toBe('awaiting_customer')
  await undo(app, agent, second)

  expect(await statusOf(app, id)).toBe('open')
})

test('where somebody has moved it since, it stays', async ({ app, a }) => {
  const id = await a.ticket({ status: 'open' })
  const agent = await a.agent()
  const reply = await answer(app, agent, id)
  await perform(app, agent, (work) => moveTicket(work, id, 'awaiting_internal'))
  await undo(app, agent, reply)

  expect(await statusOf(app, id)).toBe('awaiting_internal')
})

test('one that was snoozed sleeps on, and wakes', async ({ app, a, pass }) => {
  const id = await a.ticket()
  const agent = await a.agent()
  const until = new Date(app.clock().getTime() + hour)
  await perform(app, agent, (work) => snoozeTicket(work, id, until))
  await undo(app, agent, await answer(app, agent, id))
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({
    status: 'on_hold',
    snoozedUntil: until,
  })
  pass(60)
  await drain(app)

  expect(await statusOf(app, id)).toBe('open')
})

test('one whose snooze ended meanwhile is awake', async ({ app, a, pass }) => {
  const id = await a.ticket()
  const agent = await a.agent()
  const inHours = (hours: number) => new Date(app.clock().getTime() + hours * hour)
  await perform(app, agent, (work) => snoozeTicket(work, id, inHours(1)))
  const reply = await answer(app, agent, id, inHours(48))
  pass(24 * 60)
  await undo(app, agent, reply)

  expect(await statusOf(app, id)).toBe('open')
})

test('a scheduled answer that is taken back days later has paused nothing', async ({
  app,
  a,
  pass,
}) => {
  const id = await a.ticket()
  const agent = await a.agent()
  pass(60)
  const reply = await answer(app, agent, id, new Date(app.clock().getTime() + 72 * hour))
  pass(24 * 60)
  await undo(app, agent, reply)

  const { status, clocks } = await read(app, null, (db) => readTicketSla(db, id, app.clock()))
  expect(status).toBe('breached')
  expect(clocks).toMatchObject([
    { target: 'resolution', status: 'on_track', usedMs: 25 * hour, pausedMs: 0 },
    { target: 'first_response', status: 'breached', usedMs: 25 * hour, pausedMs: 0 },
  ])
})
