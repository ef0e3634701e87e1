import { expect } from 'vitest'
import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { recordBounce } from '#core/mails/bounced.ts'
import { findSuppressions, liftSuppression, suppressAddress } from '#core/mails/suppressions.ts'
import { readTicket } from '#core/tickets/find.ts'
import { fixAndResend } from '#core/tickets/fix-and-resend.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { readConversation, readTimeline } from '#core/tickets/story.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import { whoTakesPart } from '#core/tickets/who-takes-part.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { drain } from '#tests/support/jobs.ts'
import { answer, arrived, fate, outboundOf, test } from './mail-out.ts'

const gone = { status: '5.1.1', hard: true, reason: '550 No such user' }

type Bounce = Partial<Omit<Parameters<typeof recordBounce>[1], 'outboundId'>>

async function bounce(desk: App, reply: MessageId, said: Bounce = {}) {
  const outboundId = await outboundOf(desk, reply)
  const whole = { recipients: ['ada@example.org'], ...gone, ...said, outboundId }
  return perform(desk, null, (work) => recordBounce(work, whole))
}

async function suppressed(app: App): Promise<string[]> {
  return (await read(app, null, findSuppressions)).map(({ address }) => address)
}

async function lastEvent(app: App, ticket: TicketId) {
  const { items } = await read(app, null, (db) => readTimeline(db, ticket))
  return items[0]
}

test('a reply that comes back is marked, its ticket waits no longer, and it was no first response', async ({
  desk,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  const reply = await answer(desk, agent, ticket)
  await drain(desk)

  expect(await bounce(desk, reply)).toEqual({ ticketId: ticket, messageId: reply })

  const reason = 'ada@example.org: 5.1.1 550 No such user'
  expect(await fate(desk, reply)).toMatchObject({ state: 'bounced', reason, bounceStatus: '5.1.1' })
  expect(await read(desk, agent, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'open',
    firstResponseAt: null,
  })
  expect(await lastEvent(desk, ticket)).toMatchObject({
    kind: 'undelivered',
    details: {
      messageId: reply,
      recipients: ['ada@example.org'],
      reason,
      changes: { status: ['awaiting_customer', 'open'] },
    },
  })
  expect(await suppressed(desk)).toEqual(['ada@example.org'])
})

test('an answer that stands stays the first response when a later one comes back', async ({
  desk,
  a,
  pass,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  const answeredAt = desk.clock()
  await answer(desk, agent, ticket)
  await drain(desk)
  pass(5)
  const second = await answer(desk, agent, ticket)
  await drain(desk)
  await bounce(desk, second)
  const { firstResponseAt } = await read(desk, agent, (db) => readTicket(db, ticket))
  expect(firstResponseAt).toEqual(answeredAt)
})

test('what bounces for now, or for another reason than the address, suppresses nobody', async ({
  desk,
  a,
}) => {
  const agent = await a.agent()
  const soft: Bounce[] = [
    { status: '4.2.2', hard: false, reason: 'Mailbox full' },
    { status: '4.4.7', hard: null },
    { status: '5.7.1', hard: false, reason: 'Looks like spam' },
    { status: null, hard: null },
  ]
  for (const said of soft) {
    const reply = await answer(desk, agent, await a.ticket({ from: 'ada@example.org' }))
    await drain(desk)
    await bounce(desk, reply, said)
    expect(await fate(desk, reply)).toMatchObject({ state: 'bounced' })
  }
  expect(await suppressed(desk)).toEqual([])
})

test('a bounce that comes twice says it once; one for another recipient is added', async ({
  desk,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  const reply = await answer(desk, agent, ticket, { cc: ['bea@example.org'] })
  await drain(desk)

  await bounce(desk, reply)
  await bounce(desk, reply, { reason: 'In other words\0' })
  await bounce(desk, reply, { recipients: ['BEA@example.org'], reason: 'No such user\0' })

  const { reason } = await fate(desk, reply)
  expect(reason?.match(/No such user/g)).toHaveLength(2)
  const { items } = await read(desk, null, (db) => readTimeline(db, ticket))
  expect(items.filter(({ kind }) => kind === 'undelivered')).toHaveLength(2)
  expect((await suppressed(desk)).sort()).toEqual(['ada@example.org', 'bea@example.org'])
})

test('an answer that reached the requester is a first response, whoever else it missed; both can be mended', async ({
  desk,
  sink,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  const reply = await answer(desk, agent, ticket, { cc: ['bea@example.org'] })
  await drain(desk)
  const responded = async () =>
    (await read(desk, agent, (db) => readTicket(db, ticket))).firstResponseAt !== null

  await bounce(desk, reply, { recipients: ['bea@example.org'] })
  expect(await responded()).toBe(true)
  await bounce(desk, reply, { recipients: ['ada@example.org'] })
  expect(await responded()).toBe(false)

  await resend(desk, agent, reply, 'bea@example.org', 'bea@example.net')
  await resend(desk, agent, reply, 'ada@example.org', 'ada@example.net')
  await drain(desk)
  expect(sink.received.slice(1).map(({ to }) => to[0])).toEqual([
    'bea@example.net',
    'ada@example.net',
  ])
  const { items } = await read(desk, agent, (db) => readConversation(db, ticket))
  expect(items).toHaveLength(2)
})

test('whom a mail was not sent to cannot be suppressed by a bounce of it', async ({ desk, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const reply = await answer(desk, await a.agent(), ticket, { cc: ['bea@example.org'] })
  await drain(desk)
  await bounce(desk, reply, { recipients: ['victim@example.net'] })
  expect(await suppressed(desk)).toEqual([])
})

test('mail that was forwarded bounces from another address: ours is meant', async ({ desk, a }) => {
  const reply = await answer(desk, await a.agent(), await a.ticket({ from: 'ada@example.org' }))
  await drain(desk)
  await bounce(desk, reply, { recipients: ['ada.new@example.net'] })
  expect(await suppressed(desk)).toEqual(['ada@example.org'])
})

test('what never left cannot come back', async ({ desk, a }) => {
  const agent = await a.agent()
  const reply = await answer(desk, agent, await a.ticket({ from: 'ada@example.org' }), {
    undoSeconds: 60,
  })
  expect(await bounce(desk, reply)).toBeUndefined()
  await perform(desk, agent, (work) => undoReply(work, reply))
  expect(await bounce(desk, reply)).toBeUndefined()
  expect(await fate(desk, reply)).toMatchObject({ state: 'cancelled' })
  expect(await suppressed(desk)).toEqual([])
})

test('a resolved ticket stays resolved when its last answer comes back, but says so', async ({
  desk,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  const reply = await answer(desk, agent, ticket)
  await drain(desk)
  await perform(desk, agent, (work) => resolveTicket(work, ticket))
  await bounce(desk, reply)
  expect(await read(desk, agent, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'resolved',
  })
  expect(await lastEvent(desk, ticket)).toMatchObject({ kind: 'undelivered' })
})

test('mail to a suppressed address fails with the reason, until the address is let through', async ({
  desk,
  sink,
  a,
}) => {
  const agent = await a.agent()
  const ticket = await a.ticket({ from: 'Ada@example.org' })
  await perform(desk, agent, (work) => suppressAddress(work, 'ADA@example.org', 'No such user'))

  const reply = await answer(desk, agent, ticket)
  await drain(desk)
  const reason = 'Not sent to Ada@example.org, for mail does not arrive there: No such user'
  expect(await fate(desk, reply)).toMatchObject({ state: 'failed', attempts: 1, reason })
  expect(await lastEvent(desk, ticket)).toMatchObject({ kind: 'not_sent', details: { reason } })
  expect(await read(desk, agent, (db) => readTicket(db, ticket))).toMatchObject({ status: 'open' })
  expect(sink.received).toEqual([])

  await perform(desk, agent, (work) => liftSuppression(work, 'ada@Example.org'))
  await answer(desk, agent, ticket)
  await drain(desk)
  expect(sink.received).toMatchObject([{ to: ['Ada@example.org'] }])
  await expect(
    perform(desk, agent, (work) => liftSuppression(work, 'ada@example.org')),
  ).rejects.toMatchObject({ code: 'not-found' })
})

test('of several recipients the others get their mail, and it says who does not', async ({
  desk,
  sink,
  a,
}) => {
  const agent = await a.agent()
  await perform(desk, agent, (work) => suppressAddress(work, 'bea@example.org', 'No such user'))
  const reply = await answer(desk, agent, await a.ticket({ from: 'ada@example.org' }), {
    cc: ['bea@example.org'],
  })
  await drain(desk)
  expect(sink.received).toMatchObject([{ to: ['ada@example.org'] }])
  expect(await fate(desk, reply)).toMatchObject({
    state: 'sent',
    reason: expect.stringContaining('Not sent to bea@example.org'),
  })
})

function resend(desk: App, agent: Agent, reply: MessageId, from: string, to: string) {
  return perform(desk, agent, (work) => fixAndResend(work, reply, { from, to }))
}

test('a reply to a mistyped address goes to the right one, as a mail of its own', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const ticket = await a.ticket({ from: 'ada@exmaple.org' })
  const agent = await a.agent()
  const reply = await answer(desk, agent, ticket, { cc: ['bea@example.org'] })
  await drain(desk)
  await bounce(desk, reply, { recipients: ['ada@exmaple.org'] })
  const first = await arrived(sink)
  sink.received.length = 0
  pass(10)

  await resend(desk, agent, reply, 'ADA@exmaple.org', 'Ada@example.org')
  await drain(desk)

  const second = await arrived(sink)
  expect(sink.received).toMatchObject([{ to: ['ada@example.org'] }])
  const forThoseInCopy = /If you are in copy .*\n\n/
  expect(first.text).toMatch(forThoseInCopy)
  expect(second.text).toBe(first.text?.replace(forThoseInCopy, ''))
  expect(second.messageId).not.toBe(first.messageId)
  expect(second.cc).toBeUndefined()
  const { items } = await read(desk, agent, (db) => readConversation(db, ticket))
  expect(items.map(({ delivery }) => delivery)).toMatchObject([
    null,
    { state: 'sent', to: ['ada@example.org'] },
  ])
  expect(await read(desk, agent, (db) => whoTakesPart(db, ticket))).toMatchObject([
    { name: 'Ada Customer', role: 'requester', address: 'ada@example.org' },
    { role: 'cc', address: 'bea@example.org' },
  ])
  expect(await read(desk, agent, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'awaiting_customer',
    firstResponseAt: desk.clock(),
  })
  await expect(perform(desk, agent, (work) => undoReply(work, reply))).rejects.toMatchObject({
    code: 'too-late-to-undo',
  })
})

test('an address that is known as somebody else’s makes them the requester', async ({
  desk,
  a,
}) => {
  const known = await a.requester('grace@example.org', 'Grace')
  const ticket = await a.ticket({ from: 'grcae@example.org' })
  const agent = await a.agent()
  const reply = await answer(desk, agent, ticket)
  await drain(desk)
  await bounce(desk, reply)

  await resend(desk, agent, reply, 'grcae@example.org', 'grace@example.org')

  expect(await read(desk, agent, (db) => whoTakesPart(db, ticket))).toMatchObject([
    { id: known.personId, role: 'requester', address: 'grace@example.org' },
  ])
  expect(await lastEvent(desk, ticket)).toMatchObject({
    kind: 'resent',
    details: { from: 'grcae@example.org', to: 'grace@example.org' },
  })
})

test('only what has come back, and only to an address, is sent again', async ({ desk, a }) => {
  const agent = await a.agent()
  const reply = await answer(desk, agent, await a.ticket({ from: 'ada@example.org' }))
  await drain(desk)
  const refused = { code: 'wrong-input' }
  await expect(resend(desk, agent, reply, 'ada@example.org', 'b@x.org')).rejects.toMatchObject(
    refused,
  )
  await bounce(desk, reply)
  await expect(resend(desk, agent, reply, 'eve@example.org', 'b@x.org')).rejects.toMatchObject(
    refused,
  )
  for (const to of ['nobody', 'a@x.org, b@x.org', 'help+x@desk.test'])
    await expect(resend(desk, agent, reply, 'ada@example.org', to)).rejects.toMatchObject(refused)
})
