import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { findOutbound } from '#core/mails/find.ts'
import { readTicket } from '#core/tickets/find.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import { sendLeftovers } from '#ingest/outbound/deliver.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { answer, fate, test } from './mail-out.ts'

const hour = 3_600_000

test('a scheduled answer leaves at its moment, and is a first response only then', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const agent = await a.agent()
  const ticket = await a.ticket()
  const sendAt = new Date(desk.clock().getTime() + 8 * hour)
  const reply = await answer(desk, agent, ticket, { sendAt, undoSeconds: 15 })
  const firstResponse = async () =>
    (await read(desk, agent, (db) => readTicket(db, ticket))).firstResponseAt

  pass(7 * 60)
  await drain(desk)
  await sendLeftovers(desk)
  await drain(desk)
  expect(sink.received).toEqual([])
  expect(await fate(desk, reply)).toMatchObject({ state: 'scheduled', notBefore: sendAt })
  const { items } = await read(desk, agent, (db) => findOutbound(db, { state: 'scheduled' }))
  expect(items).toMatchObject([{ ticketId: ticket, notBefore: sendAt }])
  expect(await firstResponse()).toBeNull()

  pass(60)
  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({ state: 'sent', attempts: 1 })
  expect(sink.received).toHaveLength(1)
  expect(await firstResponse()).toEqual(desk.clock())
})

test('until it leaves a scheduled answer can be taken back', async ({ desk, sink, a, pass }) => {
  const agent = await a.agent()
  const sendAt = new Date(desk.clock().getTime() + 8 * hour)
  const reply = await answer(desk, agent, await a.ticket(), { sendAt, text: 'Tomorrow' })

  pass(7 * 60)
  expect(await perform(desk, agent, (work) => undoReply(work, reply))).toBe('Tomorrow')
  pass(2 * 60)
  await drain(desk)
  await sendLeftovers(desk)
  expect(await queued(desk)).toEqual([])
  expect(sink.received).toEqual([])
})

test('a moment within the undo window is no schedule', async ({ app, a }) => {
  const sendAt = new Date(app.clock().getTime() + 5_000)
  const reply = await answer(app, await a.agent(), await a.ticket(), { sendAt, undoSeconds: 15 })
  expect(await fate(app, reply)).toMatchObject({
    state: 'queued',
    notBefore: new Date(app.clock().getTime() + 15_000),
  })
})

test.for([-1, 0, 24 * 400, Number.NaN])(
  'in %i hours nothing can be sent',
  async (hours, { app, a }) => {
    const sendAt = new Date(app.clock().getTime() + hours * hour)
    await expect(answer(app, await a.agent(), await a.ticket(), { sendAt })).rejects.toMatchObject({
      code: 'wrong-input',
    })
  },
)
