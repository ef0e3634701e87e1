import { asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { acknowledgeEscalation } from '#core/escalation/acknowledge.ts'
import { climb } from '#core/escalation/climb.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { why } from '#core/routing/decide.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { markSensitive, prioritiseTicket } from '#core/tickets/change.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { readTicket } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { notifications } from '#db/schema/notifications.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

/** Who was told of an escalation, and at which step. */
async function told(app: App, id: TicketId, kind = 'escalated') {
  const rows = await read(app, null, (db) =>
    db
      .select()
      .from(notifications)
      .where(eq(notifications.ticketId, id))
      .orderBy(asc(notifications.id)),
  )
  return rows
    .filter((row) => row.kind === kind)
    .map(({ personId, slackChannel, details }) => [details.step, personId ?? slackChannel])
}

function history(app: App, id: TicketId) {
  return read(app, null, (db) => escalationsOf(db, id))
}

async function fire(app: App) {
  await perform(app, null, fireDue)
  await drain(app)
}

test('a warning climbs the ladder of the policy, a step at a time, to its top', async ({
  app,
  a,
  pass,
}) => {
  const [ada, lead, manager] = [
    await a.agent(),
    await a.agent({ role: 'lead' }),
    await a.agent({ role: 'manager' }),
  ]
  const id = await a.ticket({ assignee: ada.personId })
  pass(6.4 * 60)
  await fire(app)
  expect(await told(app, id)).toEqual([[1, ada.personId]])
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({ escalation: 1 })

  pass(119)
  await drain(app)
  expect(await told(app, id)).toHaveLength(1)
  pass(1)
  await fire(app)
  expect(await told(app, id)).toEqual([
    [1, ada.personId],
    [2, lead.personId],
  ])
  pass(360)
  await drain(app)
  expect((await told(app, id)).at(-1)).toEqual([3, manager.personId])
  expect(await history(app, id)).toMatchObject([
    {
      ladder: 'Medium',
      reason: 'First response is due soon.',
      step: 3,
      nextAt: null,
      endedAt: null,
    },
  ])
  const words = (await read(app, null, (db) => why(db, id))).map((row) => row.words)
  expect(words).toContain(`Step 2 of 3: First response is due soon. Told: ${lead.name}.`)
})

test('after an outage the steps that were missed are taken as one', async ({ app, a, pass }) => {
  const ada = await a.agent()
  const lead = await a.agent({ role: 'lead' })
  const id = await a.ticket({ assignee: ada.personId })
  pass(6.4 * 60)
  await perform(app, null, fireDue)
  pass(200)
  await drain(app)
  pass(130)
  await drain(app)
  expect(await told(app, id)).toEqual([
    [1, ada.personId],
    [2, lead.personId],
  ])
})

test('acknowledging stops the ladder and tells the others; a second hears of the first', async ({
  app,
  a,
  pass,
}) => {
  const ada = await a.agent({ name: 'Ada' })
  const lead = await a.agent({ role: 'lead', name: 'Lea' })
  const id = await a.ticket()
  await perform(app, null, (work) => prioritiseTicket(work, id, 'CRITICAL'))
  await perform(app, null, (work) => assignTicket(work, id, ada.personId))
  pass(24)
  await fire(app)
  expect(await told(app, id)).toEqual([
    [1, ada.personId],
    [1, lead.personId],
  ])

  await perform(app, ada, (work) => acknowledgeEscalation(work, id))
  await drain(app)
  pass(60)
  await fire(app)
  expect(await told(app, id)).toHaveLength(2)
  expect(await told(app, id, 'acknowledged')).toEqual([[undefined, lead.personId]])
  expect(await told(app, id, 'sla_breach')).toEqual([[undefined, ada.personId]])
  expect(await history(app, id)).toMatchObject([{ acknowledgedBy: 'Ada', step: 1 }])
  await expect(perform(app, lead, (work) => acknowledgeEscalation(work, id))).rejects.toThrow(
    'Ada has acknowledged this already',
  )
})

test.for([
  ['resolving', resolveTicket],
  [
    'answering, which stops its clock,',
    (work, id) => replyToTicket(work, id, { text: 'Here.', undoSeconds: 0 }),
  ],
] as [string, (...args: Parameters<typeof resolveTicket>) => Promise<unknown>][])(
  '%s ends an escalation',
  async ([, verb], { app, a, pass }) => {
    const ada = await a.agent()
    const lead = await a.agent({ role: 'lead' })
    const id = await a.ticket({ assignee: ada.personId })
    pass(6.4 * 60)
    await fire(app)
    await perform(app, ada, (work) => verb(work, id))
    expect(await history(app, id)).toMatchObject([{ endedAt: app.clock(), acknowledgedAt: null }])
    pass(120)
    await drain(app)
    expect((await told(app, id)).flat()).not.toContain(lead.personId)
  },
)

test('by hand the first step is taken at once, and not for whoever escalates', async ({
  app,
  a,
  pass,
}) => {
  const ada = await a.agent()
  const lead = await a.agent({ role: 'lead' })
  const id = await a.ticket({ assignee: ada.personId })
  await perform(app, ada, (work) => escalateTicket(work, id, 'The CEO called'))
  await drain(app)
  // The assignee escalates, so the first step would reach nobody: it goes to the leads.
  expect(await told(app, id)).toEqual([[1, lead.personId]])
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({ escalation: 1 })
  pass(120)
  await drain(app)
  expect((await told(app, id)).at(-1)).toEqual([2, lead.personId])
  await expect(perform(app, ada, (work) => escalateTicket(work, id, ' '))).rejects.toThrow(
    'Say why',
  )
})

test('nobody hears of a sensitive ticket who may not see it', async ({ app, a }) => {
  const ada = await a.agent()
  await a.agent({ role: 'lead' })
  const manager = await a.agent({ role: 'manager' })
  const id = await a.ticket({ assignee: ada.personId })
  await perform(app, ada, (work) => markSensitive(work, id, true))
  await perform(app, ada, (work) => escalateTicket(work, id, 'Legal'))
  await drain(app)
  expect(await told(app, id)).toEqual([[1, manager.personId]])
})

test('of many workers one takes a step', async ({ own }) => {
  const { app, a, pass } = own
  const ada = await a.agent()
  const id = await a.ticket({ assignee: ada.personId })
  pass(6.4 * 60)
  await perform(app, null, fireDue)
  await drain(app)
  const lead = await a.agent({ role: 'lead' })
  pass(120)
  const [escalation] = await history(app, id)
  if (!escalation) throw new Error('Nothing was escalated')
  await Promise.all(
    Array.from({ length: 6 }, () => perform(app, null, (work) => climb(work, escalation.id))),
  )
  expect(await told(app, id)).toEqual([
    [1, ada.personId],
    [2, lead.personId],
  ])
  expect((await read(app, null, (db) => why(db, id))).length).toBe(2)
})
