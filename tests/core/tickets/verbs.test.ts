import { describe, expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { Refusal } from '#core/refusal.ts'
import { markSensitive, moveTicket, prioritiseTicket, renameTicket } from '#core/tickets/change.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { describeTicket } from '#core/tickets/fields.ts'
import { findTickets, readTicket } from '#core/tickets/find.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { archiveTicket, deleteTicket, restoreTicket } from '#core/tickets/put-away.ts'
import { reopenTicket } from '#core/tickets/reopen.ts'
import { closeTicket } from '#core/tickets/resolve.ts'
import { snoozeTicket, wakeTicket } from '#core/tickets/snooze.ts'
import { readConversation, readMetadata, readTimeline } from '#core/tickets/story.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { ticketStatus } from '#db/schema/enums.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

describe('moving by hand', () => {
  test.for(ticketStatus.enumValues.filter((status) => status !== 'new'))(
    'a ticket can be brought to %s, and says so in its timeline',
    async (status, { app, a }) => {
      const ticket = await a.ticket()
      const agent = await a.agent()

      await perform(app, agent, (work) => moveTicket(work, ticket, status))

      expect((await read(app, agent, (db) => readTicket(db, ticket))).status).toBe(status)
      const { items } = await read(app, agent, (db) => readTimeline(db, ticket))
      expect(items[0]?.details).toMatchObject({ changes: { status: ['new', status] } })
    },
  )

  test('nothing becomes new again', async ({ app, a }) => {
    const ticket = await a.ticket({ status: 'open' })
    await expect(perform(app, null, (work) => moveTicket(work, ticket, 'new'))).rejects.toThrow(
      'A ticket that is open cannot be made new again.',
    )
  })
})

test('closing without resolving resolves too; reopening counts and clears both', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket()
  await perform(app, null, (work) => closeTicket(work, ticket))
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    closedAt: app.clock(),
    resolvedAt: app.clock(),
  })

  await perform(app, null, (work) => reopenTicket(work, ticket))
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'open',
    reopened: 1,
    closedAt: null,
    resolvedAt: null,
  })
})

test('escalating raises the level and keeps the reason', async ({ app, a }) => {
  const ticket = await a.ticket()
  await perform(app, null, (work) => escalateTicket(work, ticket, 'The CEO called'))
  await perform(app, null, (work) => escalateTicket(work, ticket, 'Again'))
  expect((await read(app, null, (db) => readTicket(db, ticket))).escalation).toBe(2)
  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  expect(items.map((event) => event.details.reason)).toEqual(['Again', 'The CEO called', undefined])
})

test('a transferred ticket leaves its owner behind and is out of sight for who sent it', async ({
  app,
  a,
}) => {
  const agent = await a.agent()
  const ticket = await a.ticket({ assignee: agent.personId })
  const other = await a.team('Billing')
  const biller = await a.agent({ teams: [other] })

  await perform(app, agent, (work) => transferTicket(work, ticket, other))

  expect(await read(app, biller, (db) => readTicket(db, ticket))).toMatchObject({
    team: { name: 'Billing' },
    assignee: null,
  })
  await expect(read(app, agent, (db) => readTicket(db, ticket))).rejects.toMatchObject({
    code: 'not-found',
  })
  const { items } = await read(app, biller, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({ kind: 'transferred', actor: { id: agent.personId } })
})

test('a snoozed ticket sleeps until its time, not a minute less', async ({ app, a, pass }) => {
  const ticket = await a.ticket()
  const until = new Date(app.clock().getTime() + 60 * 60_000)
  await perform(app, null, (work) => snoozeTicket(work, ticket, until))
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'on_hold',
    snoozedUntil: until,
  })

  pass(59)
  await perform(app, null, (work) => wakeTicket(work, ticket))
  expect((await read(app, null, (db) => readTicket(db, ticket))).status).toBe('on_hold')

  pass(1)
  await drain(app)
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'open',
    snoozedUntil: null,
  })
})

test('a ticket cannot be snoozed into the past', async ({ app, a }) => {
  const ticket = await a.ticket()
  await expect(
    perform(app, null, (work) => snoozeTicket(work, ticket, app.clock())),
  ).rejects.toBeInstanceOf(Refusal)
})

test('the archive is out of the list and back on demand; only ended tickets go there', async ({
  app,
  a,
}) => {
  const ended = await a.ticket({ status: 'resolved' })
  const open = await a.ticket({ status: 'open' })
  await expect(perform(app, null, (work) => archiveTicket(work, open))).rejects.toMatchObject({
    code: 'move-not-allowed',
  })

  await perform(app, null, (work) => archiveTicket(work, ended))
  expect(await numbers(app)).toEqual([open])

  await perform(app, null, (work) => restoreTicket(work, ended))
  expect(await numbers(app)).toContain(ended)
})

test('a deleted ticket is out of everything until a manager restores it', async ({ app, a }) => {
  const ticket = await a.ticket()
  const agent = await a.agent()
  const manager = await a.agent({ role: 'manager' })
  await expect(perform(app, agent, (work) => deleteTicket(work, ticket))).rejects.toMatchObject({
    code: 'not-allowed',
  })

  await perform(app, manager, (work) => deleteTicket(work, ticket))
  expect(await numbers(app)).toEqual([])
  await expect(read(app, manager, (db) => readTicket(db, ticket))).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(perform(app, manager, (work) => reopenTicket(work, ticket))).rejects.toMatchObject({
    code: 'not-found',
  })

  await perform(app, manager, (work) => restoreTicket(work, ticket))
  expect(await numbers(app)).toEqual([ticket])
})

test('priority, subject, sensitivity and facts change with old and new value on record', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ subject: 'Old' })
  await perform(app, null, async (work) => {
    await prioritiseTicket(work, ticket, 'CRITICAL')
    await renameTicket(work, ticket, 'New')
    await markSensitive(work, ticket, true)
    await describeTicket(work, ticket, { order: '8812', 'crm.id': 'x' })
    await describeTicket(work, ticket, { order: null })
  })
  expect(await read(app, null, (db) => readTicket(db, ticket))).toMatchObject({
    priority: 'CRITICAL',
    subject: 'New',
    sensitive: true,
  })
  expect(await read(app, null, (db) => readMetadata(db, ticket))).toEqual({ 'crm.id': 'x' })
  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  expect(items.map((event) => event.details.changes).filter(Boolean)).toEqual([
    { sensitive: [false, true] },
    { subject: ['Old', 'New'] },
    { priority: ['MEDIUM', 'CRITICAL'] },
  ])
})

test('a note is internal, and an empty one is refused', async ({ app, a }) => {
  const ticket = await a.ticket()
  const agent = await a.agent()
  await perform(app, agent, (work) => noteOnTicket(work, ticket, { text: 'He is a VIP' }))
  const { items } = await read(app, agent, (db) => readConversation(db, ticket))
  expect(items.at(-1)).toMatchObject({
    visibility: 'internal',
    text: 'He is a VIP',
    byAgent: true,
    delivery: null,
  })
  await expect(
    perform(app, agent, (work) => noteOnTicket(work, ticket, { text: ' ' })),
  ).rejects.toMatchObject({
    code: 'nothing-to-send',
  })
})

test('an auditor changes nothing', async ({ app, a }) => {
  const ticket = await a.ticket()
  const auditor = await a.agent({ role: 'auditor', teams: [] })
  expect((await read(app, auditor, (db) => readTicket(db, ticket))).id).toBe(ticket)
  await expect(perform(app, auditor, (work) => closeTicket(work, ticket))).rejects.toMatchObject({
    code: 'not-allowed',
  })
})

async function numbers(app: Parameters<typeof read>[0]) {
  return (await read(app, null, (db) => findTickets(db))).items.map((ticket) => ticket.id)
}
