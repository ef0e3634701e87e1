import { expect } from 'vitest'
import { type App, read } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readTimeline } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { answer, fate, test } from './outbound/mail-out.ts'
import { answered, conversation, keptMails, latest } from './placed.ts'

interface Report {
  about: string // A Message-ID, in brackets.
  action?: string
  status?: string
  said?: string
}

function report({ about, action = 'failed', status = '5.1.1', said = '550 No such user' }: Report) {
  return [
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.org>',
    'Subject: Delivery Status Notification',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    `Your mail could not be delivered: ${action}.`,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Final-Recipient: rfc822; ada@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${said}`,
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    'From: help@desk.test',
    `Message-ID: ${about}`,
    '--b--',
    '',
  ].join('\r\n')
}

async function events(app: App, id: TicketId): Promise<string[]> {
  const { items } = await read(app, null, (db) => readTimeline(db, id))
  return items.map(({ kind }) => kind)
}

test.for([
  ['its return path', ''],
  ['the Message-ID it quotes', 'help@desk.test'],
] as const)(
  'a bounce finds its answer by %s: the answer and its ticket know',
  async ([, to], { desk, sink, a }) => {
    const ticket = await a.ticket({ from: 'ada@example.org' })
    const reply = await answer(desk, await a.agent(), ticket)
    await drain(desk)
    const about = to
      ? `<${(await fate(desk, reply)).headerMessageId}>`
      : '<rewritten@relay.example>'
    const { sendRaw } = await mailer(desk)
    await sendRaw(report({ about }), { from: '', to: to || sink.received[0]?.from })
    await drain(desk)

    const [mail] = await keptMails(desk)
    expect(mail).toMatchObject({
      state: 'bounce',
      ticketId: ticket,
      messageId: reply,
      bounce: { recipients: ['ada@example.org'], status: '5.1.1' },
    })
    expect(await fate(desk, reply)).toMatchObject({
      state: 'bounced',
      reason: 'ada@example.org: 5.1.1 550 No such user',
    })
    expect(await read(desk, null, (db) => readTicket(db, ticket))).toMatchObject({ status: 'open' })
    expect(await conversation(desk, ticket)).toHaveLength(2)
  },
)

test('a bounce that comes again is no news', async ({ desk, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const reply = await answer(desk, await a.agent(), ticket)
  await drain(desk)
  const about = `<${(await fate(desk, reply)).headerMessageId}>`
  const { sendRaw } = await mailer(desk)
  for (let copies = 0; copies < 5; copies += 1) await sendRaw(report({ about }), { from: '' })
  await drain(desk)

  const undelivered = (await events(desk, ticket)).filter((kind) => kind === 'undelivered')
  expect(undelivered).toHaveLength(1)
  expect((await keptMails(desk)).map(({ state }) => state)).toEqual(Array(5).fill('bounce'))
})

test('a notice of delay does nothing, and is kept', async ({ desk, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const reply = await answer(desk, await a.agent(), ticket)
  await drain(desk)
  const about = `<${(await fate(desk, reply)).headerMessageId}>`
  const before = await events(desk, ticket)
  const { sendRaw } = await mailer(desk)
  await sendRaw(report({ about, action: 'delayed', status: '4.4.1', said: '' }), { from: '' })
  await drain(desk)

  expect(await latest(desk)).toMatchObject({
    state: 'bounce',
    messageId: null,
    reason: expect.stringContaining('may still arrive'),
  })
  expect(await fate(desk, reply)).toMatchObject({ state: 'sent' })
  expect(await events(desk, ticket)).toEqual(before)
})

test('a mail that was given up after days of trying has bounced', async ({ desk, a }) => {
  const reply = await answer(desk, await a.agent(), await a.ticket({ from: 'ada@example.org' }))
  await drain(desk)
  const about = `<${(await fate(desk, reply)).headerMessageId}>`
  const { sendRaw } = await mailer(desk)
  await sendRaw(report({ about, status: '4.4.7', said: 'delivery time expired' }), { from: '' })
  await drain(desk)

  expect(await fate(desk, reply)).toMatchObject({ state: 'bounced', bounceStatus: '4.4.7' })
})

test('a bounce of what never left is forged, and one of nothing of ours has no effect', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { messageId } = await answered(app, await a.agent(), ticket)
  const before = await events(app, ticket)
  const { sendRaw } = await mailer(app)
  await sendRaw(report({ about: messageId }), { from: '' })
  await drain(app)
  expect(await latest(app)).toMatchObject({
    state: 'bounce',
    ticketId: null,
    reason: expect.stringMatching(/forgery.*It has no effect\./),
  })
  await sendRaw(report({ about: '<who@knows.example>' }), { from: '' })
  await drain(app)
  expect(await latest(app)).toMatchObject({
    state: 'bounce',
    ticketId: null,
    reason: expect.stringMatching(/no mail that this desk knows.*It has no effect\./),
  })
  expect(await events(app, ticket)).toEqual(before)
})
