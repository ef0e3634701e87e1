import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { keyRing } from '#core/key-ring.ts'
import { replyAddress } from '#core/mails/reply-token.ts'
import { readTicket } from '#core/tickets/find.ts'
import { deleteTicket } from '#core/tickets/put-away.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { answered, latest, opened, parts } from './placed.ts'

const foreign = keyRing(['the secret of some other desk, 32 or more'])

test('nobody gets in by calling a requester a mailing list, or by a list and a number', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const envelope = { from: 'ada@example.org', to: 'help@desk.test' }
  await send({ messageId: '<1@x>', to: 'help@desk.test, team@lists.example', envelope })
  await drain(app)
  const subject = `[#${await opened(app)}] Stuck`
  const from = 'eve@example.org'
  await send({ from, inReplyTo: '<1@x>', headers: { 'List-Post': '<mailto:ada@example.org>' } })
  await send({ from, subject, headers: { 'List-Post': '<mailto:team@lists.example>' } })
  await drain(app)

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states).toEqual(['opened', 'held', 'opened'])
})

test('an answer goes on with the ticket whose reply address it was sent to, wherever that is written', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { address } = await answered(app, await a.agent(), ticket)
  const { send } = await mailer(app)
  const shout = address.toUpperCase()
  const ways = [
    { to: address },
    { to: 'help@desk.test', cc: `Desk <${shout}>` },
    { headers: { 'Delivered-To': address } },
    { headers: { 'X-Original-To': address } },
    { headers: { 'Envelope-To': `<${address}>` } },
    { headers: { 'X-Envelope-To': address } },
    { headers: { 'X-Forwarded-To': address } },
    { headers: { 'X-Forwarded-For': `ada@example.org ${address}` } },
    { envelope: { from: 'ada@example.org', to: shout } },
  ]
  for (const [number, way] of ways.entries()) await send({ text: `Way ${number}`, ...way })
  await drain(app)

  expect(await ledger(app)).toMatchObject(
    ways.map(() => ({
      state: 'appended',
      ticketId: ticket,
      reason: expect.stringContaining('reply address'),
    })),
  )
})

test('a reply address that is cut, changed, or of another desk is none, and never an error', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { address } = await answered(app, await a.agent(), ticket)
  const other = await a.ticket({ from: 'ada@example.org' })
  const { send } = await mailer(app)
  const wrong = [
    address.replace(/.@/, '@'),
    address.replace(`r${ticket}`, `r${other}`),
    address.replace('+r', '+b'),
    `help+r${ticket}-@desk.test`,
    `help+r${ticket}-${'a'.repeat(26)}@desk.test`,
    replyAddress(foreign, 'help@desk.test', ticket) ?? '',
  ]
  for (const [number, to] of wrong.entries()) await send({ to, text: `Way ${number}` })
  await drain(app)

  expect(await ledger(app)).toMatchObject(wrong.map(() => ({ state: 'opened' })))
})

test('the reply address alone lets nobody in: the mail is held for its ticket and moves nothing', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { address, messageId } = await answered(app, await a.agent(), ticket)
  const before = await read(app, null, (db) => readTicket(db, ticket))
  const { send } = await mailer(app)
  await send({ from: 'eve@example.org', cc: 'bob@example.org', to: address, inReplyTo: messageId })
  await drain(app)

  expect(await latest(app)).toMatchObject({ state: 'held', ticketId: ticket })
  expect(await read(app, null, (db) => readTicket(db, ticket))).toEqual(before)
  expect(await parts(app, ticket)).toEqual(['requester ada@example.org'])
})

test('the reply address goes before what a mail answers, and that before its subject', async ({
  app,
  a,
}) => {
  const agent = await a.agent()
  const [one, two, three] = [
    await a.ticket({ from: 'ada@example.org' }),
    await a.ticket({ from: 'ada@example.org' }),
    await a.ticket({ from: 'ada@example.org' }),
  ]
  const { address } = await answered(app, agent, one)
  const { messageId } = await answered(app, agent, two)
  const { send } = await mailer(app)
  const subject = `Re: [#${three}] Printer`
  await send({ to: address, inReplyTo: messageId, subject })
  await send({ inReplyTo: messageId, subject })
  await send({ inReplyTo: '<unknown@x>', subject })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { ticketId: one, reason: expect.stringContaining('the reply address') },
    { ticketId: two, reason: expect.stringContaining('answers a mail of that ticket') },
    { ticketId: three, reason: expect.stringContaining('its subject names') },
  ])
})

test('a number in the subject leads those who take part, and nobody else', async ({ app, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const gone = await a.ticket({ from: 'ada@example.org' })
  await perform(app, null, (work) => deleteTicket(work, gone))
  const { send } = await mailer(app)
  await send({ subject: `AW: [#${ticket}] Printer`, text: '1' })
  await send({ subject: `AW: [#${ticket}] Printer`, text: '2', from: 'eve@example.org' })
  await send({ subject: `AW: [#${gone}] Printer`, text: '3' })
  await send({ subject: 'AW: [#99999] [#4294967296] Printer', text: '4' })
  await drain(app)

  const [first, ...others] = await ledger(app)
  expect(first).toMatchObject({ state: 'appended', ticketId: ticket })
  expect(others).toMatchObject(others.map(() => ({ state: 'opened' })))
})
