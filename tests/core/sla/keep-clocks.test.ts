import { and, asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Actor } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { asOf } from '#core/history.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { deleteTicket, restoreTicket } from '#core/tickets/put-away.ts'
import { receiveMessage } from '#core/tickets/receive.ts'
import { reopenTicket } from '#core/tickets/reopen.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slaClocks, slaEntries } from '#db/schema/sla.ts'
import { tickets } from '#db/schema/tickets.ts'
import { test } from '#tests/support/test.ts'

const hour = 3_600_000

/** The clocks of a ticket, first response first. */
function clocks(app: App, id: TicketId) {
  return read(app, null, (db) =>
    db
      .select()
      .from(slaClocks)
      .where(eq(slaClocks.ticketId, id))
      .orderBy(asc(slaClocks.target), asc(slaClocks.round)),
  )
}

/** What the ledger says of one target, in order. */
async function ledger(
  app: App,
  id: TicketId,
  target: 'first_response' | 'next_response' | 'resolution',
) {
  const rows = await read(app, null, (db) =>
    db
      .select({ kind: slaEntries.kind })
      .from(slaEntries)
      .where(and(eq(slaEntries.ticketId, id), eq(slaEntries.target, target)))
      .orderBy(asc(slaEntries.id)),
  )
  return rows.map(({ kind }) => kind)
}

async function row(app: App, id: TicketId) {
  const [ticket] = await read(app, null, (db) =>
    db.select().from(tickets).where(eq(tickets.id, id)),
  )
  return ticket
}

function answer(app: App, agent: Actor, id: TicketId, sendAt?: Date) {
  return perform(app, agent, (work) =>
    replyToTicket(work, id, { text: 'Try water.', undoSeconds: 0, sendAt }),
  )
}

function hear(app: App, id: TicketId) {
  return perform(app, null, async (work) => {
    const ticket = await holdTicket(work, id)
    await receiveMessage(work, ticket, {
      channel: 'email',
      direction: 'inbound',
      visibility: 'public',
      authorId: ticket.requesterId,
      authorAddress: 'ada@example.org',
      text: 'And now?',
    })
  })
}

const after = (app: App, hours: number) => new Date(app.clock().getTime() + hours * hour)

test('a new ticket is promised what its priority is worth', async ({ app, a }) => {
  const id = await a.ticket()

  expect(await clocks(app, id)).toMatchObject([
    { target: 'first_response', state: 'running', minutes: 480, dueAt: after(app, 8) },
    { target: 'resolution', state: 'running', minutes: 2880, dueAt: after(app, 48) },
  ])
  expect(await row(app, id)).toMatchObject({
    slaStatus: 'on_track',
    slaDueAt: after(app, 8),
    slaWarnAt: after(app, 6.4),
  })
})

test('an answer meets the first response and pauses the resolution until the requester writes', async ({
  app,
  a,
  pass,
}) => {
  const id = await a.ticket()
  const agent = await a.agent()
  pass(60)
  await answer(app, agent, id)
  expect(await clocks(app, id)).toMatchObject([
    { target: 'first_response', state: 'stopped', elapsedMs: hour, breachedAt: null },
    { target: 'resolution', state: 'paused', dueAt: null, nextAt: null },
  ])
  expect(await row(app, id)).toMatchObject({ slaStatus: 'paused', slaDueAt: null })

  pass(600)
  await hear(app, id)

  expect(await clocks(app, id)).toMatchObject([
    { target: 'first_response' },
    { target: 'next_response', round: 1, state: 'running', dueAt: after(app, 8) },
    { target: 'resolution', state: 'running', dueAt: after(app, 47) },
  ])
})

test('a note, an automatic mail and a scheduled answer are no response', async ({ app, a }) => {
  const id = await a.ticket()
  const agent = await a.agent()

  await perform(app, agent, (work) => noteOnTicket(work, id, { text: 'Hm.' }))
  await perform(app, null, (work) => replyToTicket(work, id, { text: 'Beep.', undoSeconds: 0 }))
  await answer(app, agent, id, after(app, 3))

  expect(await ledger(app, id, 'first_response')).toEqual(['start', 'pause'])
})

test('an answer that is taken back was none: the requester has waited all along', async ({
  app,
  a,
  pass,
}) => {
  const id = await a.ticket()
  const agent = await a.agent()
  const due = after(app, 8)
  pass(60)
  const messageId = await perform(app, agent, (work) =>
    replyToTicket(work, id, { text: 'Try water.', undoSeconds: 60 }),
  )
  pass(30)
  await perform(app, agent, (work) => undoReply(work, messageId))

  expect(await row(app, id)).toMatchObject({ status: 'new', lastAgentMessageAt: null })
  expect(await clocks(app, id)).toMatchObject([
    { target: 'first_response', state: 'running', dueAt: due },
    { target: 'resolution', state: 'running', dueAt: new Date(due.getTime() + 40 * hour) },
  ])
})

test('another priority counts from the same start, and rewrites no result', async ({
  app,
  a,
  pass,
}) => {
  const id = await a.ticket()
  const agent = await a.agent()
  const opened = app.clock()
  pass(20)
  await perform(app, agent, (work) => prioritiseTicket(work, id, 'CRITICAL'))
  expect(await clocks(app, id)).toMatchObject([
    { minutes: 30, dueAt: new Date(opened.getTime() + hour / 2) },
    { minutes: 240, dueAt: new Date(opened.getTime() + 4 * hour) },
  ])

  pass(20)
  await perform(app, agent, (work) => prioritiseTicket(work, id, 'LOW'))

  expect(await clocks(app, id)).toMatchObject([
    { minutes: 30, dueAt: new Date(opened.getTime() + hour / 2) },
    { minutes: 4320, dueAt: new Date(opened.getTime() + 72 * hour) },
  ])
  expect(await row(app, id)).toMatchObject({ slaStatus: 'breached' })
})

test('reopening goes on with the time that was left', async ({ app, a, pass }) => {
  const id = await a.ticket()
  const agent = await a.agent()
  pass(60)
  await answer(app, agent, id)
  await perform(app, agent, (work) => resolveTicket(work, id))
  expect(await row(app, id)).toMatchObject({ slaStatus: 'met' })
  pass(7 * 24 * 60)
  await perform(app, agent, (work) => reopenTicket(work, id))

  expect(await clocks(app, id)).toMatchObject([
    { target: 'first_response', state: 'stopped' },
    { target: 'resolution', state: 'running', dueAt: after(app, 47), breachedAt: null },
  ])
})

test('what ends without an answer was not answered in time, nor late', async ({ app, a }) => {
  const id = await a.ticket({ status: 'resolved' })

  expect(await clocks(app, id)).toMatchObject([{ state: 'cancelled' }, { state: 'stopped' }])
  await hear(app, id)
  expect(await clocks(app, id)).toMatchObject([{ state: 'running' }, { state: 'running' }])
})

test('a deleted ticket has no running clock, and a restored one goes on', async ({ app, a }) => {
  const id = await a.ticket()
  const manager = await a.agent({ role: 'manager' })

  await perform(app, manager, (work) => deleteTicket(work, id))
  expect(await clocks(app, id)).toMatchObject([
    { state: 'cancelled', nextAt: null },
    { state: 'cancelled', nextAt: null },
  ])
  expect(await row(app, id)).toMatchObject({ slaStatus: 'no_sla', slaDueAt: null })

  await perform(app, manager, (work) => restoreTicket(work, id))
  expect(await clocks(app, id)).toMatchObject([{ state: 'running' }, { state: 'running' }])
})

test('what is written again while it waits begins no second round', async ({ app, a }) => {
  const id = await a.ticket()
  const agent = await a.agent()
  await answer(app, agent, id)
  await hear(app, id)
  await hear(app, id)

  expect(await ledger(app, id, 'next_response')).toEqual(['start'])
})

test('an imported ticket is promised nothing', async ({ app, a }) => {
  const { personId, address } = await a.requester()
  const teamId = await a.homeTeam()
  const { openTicket } = await import('#core/tickets/open.ts')
  const opened = await perform(app, null, (work) =>
    openTicket(asOf(work, new Date('2019-01-01T00:00:00Z')), {
      subject: 'Old',
      teamId,
      requester: { personId, address },
      first: {
        channel: 'email',
        direction: 'inbound',
        visibility: 'public',
        authorId: personId,
        text: 'Old.',
      },
    }),
  )

  expect(await clocks(app, opened.ticketId)).toEqual([])
})
