import { asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { fireDue } from '#core/sla/fire-due.ts'
import { assignTicket, claimTicket } from '#core/tickets/assign.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { receiveMessage } from '#core/tickets/receive.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { watchTicket } from '#core/tickets/watch.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { notifications } from '#db/schema/notifications.ts'
import { agents } from '#db/schema/people.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { test } from '#tests/support/test.ts'

function rowsOf(app: App, id: TicketId) {
  return read(app, null, (db) =>
    db
      .select()
      .from(notifications)
      .where(eq(notifications.ticketId, id))
      .orderBy(asc(notifications.id)),
  )
}

async function told(app: App, id: TicketId) {
  return (await rowsOf(app, id)).map(({ kind, personId }) => [kind, personId])
}

function hear(app: App, id: TicketId, automatic = false) {
  return perform(app, null, async (work) =>
    receiveMessage(work, await holdTicket(work, id), {
      channel: 'email',
      direction: 'inbound',
      visibility: 'public',
      authorId: null,
      text: 'Still burning.',
      automatic,
    }),
  )
}

test('whoever is given a ticket is told; whoever takes one is not', async ({ app, a }) => {
  const [ada, ben] = [await a.agent(), await a.agent()]
  const given = await a.ticket()
  await perform(app, ada, (work) => assignTicket(work, given, ben.personId))
  expect(await told(app, given)).toEqual([['assigned', ben.personId]])
  expect(await queued(app)).toContain('desk.notify')

  const taken = await a.ticket()
  await perform(app, ada, (work) => claimTicket(work, taken))
  await perform(app, ada, (work) => assignTicket(work, taken, ben.personId))
  await perform(app, ben, (work) => assignTicket(work, taken, null))
  await perform(app, ben, (work) => assignTicket(work, taken, ben.personId))
  expect(await told(app, taken)).toEqual([['assigned', ben.personId]])
})

test('the assignee and watchers are told that the requester wrote, but not by programs', async ({
  app,
  a,
}) => {
  const [ada, ben] = [await a.agent(), await a.agent()]
  const id = await a.ticket()
  await hear(app, id)
  expect(await told(app, id)).toEqual([])
  await perform(app, ada, (work) => claimTicket(work, id))
  await perform(app, ben, (work) => watchTicket(work, id, ben.personId))
  await hear(app, id, true)
  expect(await told(app, id)).toEqual([])
  await hear(app, id)
  const heard = await told(app, id)
  expect(heard).toHaveLength(2)
  expect(heard).toEqual(
    expect.arrayContaining([
      ['received', ada.personId],
      ['received', ben.personId],
    ]),
  )
})

test('a note tells those whom it mentions and who may see it, whole names before first ones', async ({
  app,
  a,
}) => {
  const writer = await a.agent({ name: 'Walt' })
  const lovelace = await a.agent({ name: 'Ada Lovelace' })
  const smith = await a.agent({ name: 'Ada Smith' })
  await a.agent({ name: 'Smith' })
  await a.agent({ name: 'Adalbert' })
  await a.agent({ name: 'Cleo (night) [2]', teams: [await a.team()] })
  const mentions = async (text: string) => {
    const id = await a.ticket()
    await perform(app, writer, (work) => noteOnTicket(work, id, { text }))
    return (await told(app, id)).map(([, person]) => person)
  }
  expect(await mentions('What do you think, @ada lovelace?')).toEqual([lovelace.personId])
  expect((await mentions('@Ada: have a look')).toSorted()).toEqual(
    [lovelace.personId, smith.personId].toSorted(),
  )
  expect(await mentions('@Cleo (night) [2], @Walt and ada, at me@smith.example')).toEqual([])
})

test('a promise that is nearly or wholly broken tells the assignee, once', async ({
  app,
  a,
  pass,
}) => {
  const ada = await a.agent()
  const id = await a.ticket({ assignee: ada.personId })
  pass(6.4 * 60)
  for (let times = 0; times < 2; times += 1) {
    await perform(app, null, fireDue)
    await drain(app)
  }
  pass(1.6 * 60)
  await perform(app, null, fireDue)
  await drain(app)
  const kinds = (await told(app, id)).map(([kind]) => kind)
  expect(kinds.filter((kind) => String(kind).startsWith('sla_'))).toEqual([
    'sla_warning',
    'sla_breach',
  ])
})

test('who can be told by no way is not, and the row says why', async ({ app, a }) => {
  const ada = await a.agent()
  const id = await a.ticket({ assignee: ada.personId })
  await drain(app)
  expect(await rowsOf(app, id)).toMatchObject([
    { state: 'dropped', reason: 'There is no way to them: no Slack, and no relay or address.' },
  ])
})

test('what comes in quiet hours waits for their end', async ({ app, a }) => {
  const desk = { ...app, env: { ...app.env, SMTP_URL: 'smtp://127.0.0.1:9' } }
  const ada = await a.agent()
  const tomorrow = new Date(app.clock().getTime() + 86_400_000).toISOString().slice(0, 10)
  const today = String(app.clock().getUTCDay() || 7)
  await wish(app, ada.personId, { quietHours: { [today]: [['00:00', '24:00']] } })
  const id = await a.ticket({ assignee: ada.personId })
  await drain(desk)
  expect(await rowsOf(app, id)).toMatchObject([
    { state: 'waiting', by: 'email', notBefore: new Date(`${tomorrow}T00:00:00Z`) },
  ])
})

function wish(app: App, personId: PersonId, wishes: Partial<typeof agents.$inferInsert>) {
  return perform(app, null, (work) =>
    work.tx.update(agents).set(wishes).where(eq(agents.personId, personId)),
  )
}
