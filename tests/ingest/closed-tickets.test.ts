import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { readTicket } from '#core/tickets/find.ts'
import { deleteTicket } from '#core/tickets/put-away.ts'
import { readMail } from '#ingest/read-mail.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { allTickets, latest, opened, parts, setTeam } from './placed.ts'

test('an answer brings a resolved ticket back', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await drain(app)
  const id = await opened(app)
  await perform(app, null, (work) => moveTicket(work, id, 'resolved'))

  await send({ messageId: '<2@x>', inReplyTo: '<1@x>' })
  await drain(app)

  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({
    status: 'open',
    reopened: 1,
    resolvedAt: null,
  })
})

test.for([
  ['always', null, 1000, 'appended'],
  ['within its days', 14, 13, 'appended'],
  ['not after them', 14, 15, 'opened'],
  ['never', 0, 0, 'opened'],
] as const)(
  'a closed ticket is reopened %s',
  async ([, reopenDays, days, state], { app, a, pass }) => {
    await setTeam(app, await a.homeTeam(), { reopenDays })
    const { send } = await mailer(app)
    await send({ messageId: '<1@x>' })
    await drain(app)
    const id = await opened(app)
    await perform(app, null, (work) => moveTicket(work, id, 'closed'))
    pass(days * 24 * 60)

    await send({ messageId: '<2@x>', inReplyTo: '<1@x>' })
    await drain(app)

    expect((await ledger(app)).at(-1)).toMatchObject({ state })
    const [first, second] = await allTickets(app)
    expect(first?.status).toBe(state === 'appended' ? 'open' : 'closed')
    expect(second?.followsId).toBe(state === 'appended' ? undefined : id)
  },
)

test('late answers to a closed ticket go on with one that follows it, and then with its follower', async ({
  app,
  a,
}) => {
  await setTeam(app, await a.homeTeam(), { reopenDays: 0 })
  const { send } = await mailer(app)
  const envelope = { from: 'ada@example.org', to: 'help@desk.test' }
  await send({ messageId: '<1@x>', cc: 'bob@example.org', envelope })
  await drain(app)
  const first = await opened(app)
  await perform(app, null, (work) => moveTicket(work, first, 'closed'))
  const late = async (text: string, from = 'ada@example.org') => {
    await send({ text, from, inReplyTo: '<1@x>' })
    await drain(app)
    return latest(app)
  }

  const second = await late('2')
  expect(second.state).toBe('opened')
  expect(await late('3')).toMatchObject({ state: 'appended', ticketId: second.ticketId })
  expect(await late('4', 'bob@example.org')).toMatchObject({
    state: 'appended',
    ticketId: second.ticketId,
    reason: expect.stringContaining(`goes on with #${second.ticketId}.`),
  })
  expect(await late('5', 'eve@example.org')).toMatchObject({ state: 'held', ticketId: first })
  const follower = second.ticketId ?? first
  expect(await parts(app, follower)).toEqual([
    'proposed bob@example.org',
    'requester ada@example.org',
  ])

  await perform(app, null, (work) => moveTicket(work, follower, 'closed'))
  const third = await late('6')
  expect(third.state).toBe('opened')
  expect(await late('7')).toMatchObject({ state: 'appended', ticketId: third.ticketId })
  await perform(app, null, (work) => deleteTicket(work, third.ticketId ?? first))
  expect((await late('8')).state).toBe('opened')
  expect((await allTickets(app)).map(({ followsId }) => followsId)).toEqual([
    null,
    first,
    follower,
    follower,
  ])
})

test('of many late answers that are read at once, one opens the ticket that the others join', async ({
  own: { app, a },
}) => {
  await setTeam(app, await a.homeTeam(), { reopenDays: 0 })
  const closed = await a.ticket({ from: 'ada@example.org', status: 'closed' })
  const { send } = await mailer(app, { connections: 3 })
  const subject = `[#${closed}] Printer`
  await Promise.all(Array.from({ length: 6 }, (_, text) => send({ subject, text: `${text}` })))
  await Promise.all((await ledger(app)).map(({ id }) => readMail(app, id)))

  expect(await allTickets(app)).toMatchObject([{ id: closed }, { followsId: closed }])
  const states = (await ledger(app)).map(({ state }) => state)
  expect(states.filter((state) => state === 'appended')).toHaveLength(5)
})
