import { expect } from 'vitest'
import { type App, read } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { allTickets, conversation, latest, opened, parts, setTeam } from './placed.ts'
import { forgery, proof, trusting } from './trusting.ts'

const said = 'It does not start.'

/** An agent's forward of Ada's mail, as Gmail makes it. */
function forward(from: string, comment = 'Can somebody help her?') {
  const text = [
    comment,
    '',
    '---------- Forwarded message ---------',
    'From: Ada Lovelace <ada@customer.test>',
    'Date: Fri, Feb 27, 2026 at 3:45 PM',
    'Subject: Stuck',
    `To: Ana <${from}>, Bob <bob@customer.test>`,
    '',
    said,
  ].join('\n')
  return { from: `Ana <${from}>`, subject: 'Fwd: Stuck', text, messageId: '<fwd@desk.test>' }
}

/** The same as a file. */
function attached(from: string, text = '') {
  const content = [
    'From: Ada Lovelace <ada@customer.test>',
    `To: Ana <${from}>`,
    'Subject: Stuck',
    'Message-ID: <one@customer.test>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    said,
    '--b',
    'Content-Type: application/pdf; name=invoice.pdf',
    'Content-Disposition: attachment; filename=invoice.pdf',
    '',
    '%PDF-1.4',
    '--b--',
    '',
  ].join('\r\n')
  const file = { filename: 'Stuck.eml', content, contentType: 'message/rfc822' }
  return { from: `Ana <${from}>`, subject: 'Fwd: Stuck', text, attachments: [file] }
}

const requesterOf = (app: App, id: TicketId) =>
  read(app, null, async (db) => (await readTicket(db, id)).requester.email)

test('what an agent forwards is its author’s ticket, and what stands above it a note', async ({
  app,
  a,
}) => {
  await a.agent({ name: 'Ana' })
  const { send } = await mailer(app)
  await send(forward('agent1@desk.test'))
  await drain(app)

  const id = await opened(app)
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({
    subject: 'Stuck',
    requester: { name: 'Ada Lovelace', email: 'ada@customer.test' },
  })
  expect(await parts(app, id)).toEqual([
    'proposed bob@customer.test',
    'requester ada@customer.test',
  ])
  expect(await conversation(app, id)).toMatchObject([
    {
      visibility: 'public',
      direction: 'inbound',
      author: { name: 'Ada Lovelace' },
      text: said,
      html: null,
      sentAt: new Date('2026-02-27T15:45:00Z'),
    },
    { visibility: 'internal', author: { name: 'Ana' }, text: 'Can somebody help her?' },
  ])
  expect((await latest(app)).reason).toContain('Ana has forwarded it; ada@customer.test wrote it.')
})

test('a forward that is delivered again changes nothing', async ({ app, a }) => {
  await a.agent()
  const { send } = await mailer(app)
  await send(forward('agent1@desk.test'))
  await send(forward('agent1@desk.test'))
  await send({ ...attached('agent1@desk.test'), messageId: '<file@desk.test>' })
  await send({ ...attached('agent1@desk.test'), messageId: '<file@desk.test>' })
  await drain(app)

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states).toEqual(['opened', 'duplicate', 'opened', 'duplicate'])
})

test('a mail that is forwarded as a file keeps its files, and its author goes on with it', async ({
  app,
  a,
}) => {
  await a.agent({ name: 'Ana' })
  const { send } = await mailer(app)
  await send(attached('agent1@desk.test', 'Please.'))
  await drain(app)
  const id = await opened(app)
  expect(await conversation(app, id)).toMatchObject([
    { headerMessageId: 'one@customer.test', attachments: [{ filename: 'invoice.pdf' }] },
    { text: 'Please.', attachments: [{ filename: 'Stuck.eml' }] },
  ])

  await send({ from: 'ada@customer.test', inReplyTo: '<one@customer.test>', text: 'Still' })
  await drain(app)
  expect(await latest(app)).toMatchObject({ state: 'appended', ticketId: id })
})

test('a mail that has come by itself is not opened again by a forward; the note goes there', async ({
  app,
  a,
}) => {
  await a.agent({ name: 'Ana' })
  const { send, sendRaw } = await mailer(app)
  const file = attached('agent1@desk.test', 'She is waiting.')
  await sendRaw(file.attachments[0]?.content ?? '', { from: 'ada@customer.test' })
  await send(file)
  await drain(app)

  const id = await opened(app)
  expect(await latest(app)).toMatchObject({ state: 'appended', ticketId: id })
  expect(await conversation(app, id)).toMatchObject([
    { author: { name: 'Ada Lovelace' } },
    { visibility: 'internal', author: { name: 'Ana' }, text: 'She is waiting.' },
  ])
})

test('an agent of another team may pass mail on, too', async ({ app, a }) => {
  await a.homeTeam()
  await a.agent({ teams: [await a.team('Sales')] })
  const { send } = await mailer(app)
  await send(forward('agent1@desk.test'))
  await drain(app)

  expect(await requesterOf(app, await opened(app))).toBe('ada@customer.test')
})

test.for([
  ['nobody can be read from it', 'From: Ada Lovelace <ada@customer.test>', 'From: Ada Lovelace'],
  ['the agent wrote it', 'Ada Lovelace <ada@customer.test>', 'Ana <Agent1@desk.test>'],
  ['this desk wrote it', 'Ada Lovelace <ada@customer.test>', 'Help <help+x@desk.test>'],
] as const)('the agent stays and a note asks when %s', async ([, was, is], { app, a }) => {
  await a.agent({ name: 'Ana' })
  const { send } = await mailer(app)
  const mail = forward('agent1@desk.test')
  await send({ ...mail, text: mail.text.replace(was, is) })
  await drain(app)

  const id = await opened(app)
  expect(await requesterOf(app, id)).toBe('agent1@desk.test')
  expect(await conversation(app, id)).toMatchObject([
    { author: { name: 'Ana' }, text: expect.stringContaining(said) },
    { visibility: 'internal', author: null, text: expect.stringContaining('Who asked?') },
  ])
})

test.for([
  ['a customer', { role: 'agent', from: 'carol@customer.test' }],
  ['an auditor, who changes nothing', { role: 'auditor', from: 'agent1@desk.test' }],
] as const)('what %s forwards is their own mail', async ([, { role, from }], { app, a }) => {
  await a.agent({ role })
  const { send } = await mailer(app)
  await send(forward(from))
  await drain(app)

  const id = await opened(app)
  expect(await requesterOf(app, id)).toBe(from)
  expect(await conversation(app, id)).toHaveLength(1)
})

test('who forges the name of an agent gets nobody else’s name with it', async ({ app, a }) => {
  const trust = trusting(app)
  await a.agent({ name: 'Ana' })
  const team = await a.homeTeam()
  const { send } = await mailer(app)
  const mail = forward('agent1@desk.test')
  await send({ ...mail, messageId: '<1@x>', headers: forgery })
  await drain(trust)
  await setTeam(app, team, { acceptsUnproven: false })
  await send({ ...mail, messageId: '<2@x>' })
  await drain(trust)
  await send({ ...mail, messageId: '<3@x>', headers: proof })
  await drain(trust)

  const [first, second, third] = await ledger(app)
  expect(first?.reason).toContain('denies that it has sent it')
  expect(second?.reason).toContain('Nothing proves that agent1@desk.test has sent it')
  expect(third?.reason).toContain('Ana has forwarded it')
  const all = await allTickets(app)
  const who = await Promise.all(all.map(({ id }) => requesterOf(app, id)))
  expect(who).toEqual(['agent1@desk.test', 'agent1@desk.test', 'ada@customer.test'])
})
