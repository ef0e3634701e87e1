import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { fileKey } from '#core/files/keep.ts'
import { beginReading } from '#core/mails/claim.ts'
import { replayMail } from '#core/mails/replay.ts'
import { moveTicket } from '#core/tickets/change.ts'
import { readTicket } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { teams } from '#db/schema/teams.ts'
import { participants, tickets } from '#db/schema/tickets.ts'
import { mailJobs, readLeftoversNow } from '#ingest/jobs.ts'
import { readMail } from '#ingest/read-mail.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'

const conversation = (app: App, id: TicketId) =>
  read(app, null, async (db) => (await readConversation(db, id)).items)
const allTickets = (app: App) =>
  read(app, null, (db) => db.select().from(tickets).orderBy(tickets.id))

/** The ticket that the first mail of the ledger opened. */
async function opened(app: App): Promise<TicketId> {
  const [mail] = await ledger(app)
  if (!mail?.ticketId) throw new Error(`mail ${mail?.id} opened no ticket: ${mail?.reason}`)
  return mail.ticketId
}

test('a mail becomes a ticket with its message, its sender and those it names', async ({
  app,
  a,
}) => {
  const teamId = await a.homeTeam()
  const { send } = await mailer(app)
  await send({
    from: 'Ada <ada@example.org>',
    to: 'Help <help@desk.test>, Bob <bob@example.org>',
    cc: 'carol@example.org, HELP+x@desk.test',
    subject: 'Printer\u2028on fire',
    text: 'It burns.',
    html: '<p>It burns.</p>',
    messageId: '<1@example.org>',
    date: '2026-03-01T10:00:00Z',
  })
  await drain(app)

  const [mail] = await ledger(app)
  expect(mail).toMatchObject({
    state: 'opened',
    headerMessageId: '1@example.org',
    sender: 'ada@example.org',
    subject: 'Printer on fire',
  })
  const id = await opened(app)
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({
    subject: 'Printer on fire',
    status: 'new',
    requester: { name: 'Ada', email: 'ada@example.org' },
    team: { id: teamId },
  })
  expect(await conversation(app, id)).toMatchObject([
    {
      channel: 'email',
      direction: 'inbound',
      text: expect.stringContaining('It burns.'),
      html: expect.stringContaining('<p>It burns.</p>'),
      author: { name: 'Ada' },
      mailId: mail?.id,
      sentAt: new Date('2026-03-01T10:00:00Z'),
    },
  ])
  const parts = await read(app, null, (db) => db.select().from(participants))
  expect(parts.map(({ address, role }) => `${role} ${address}`).sort()).toEqual([
    'proposed bob@example.org',
    'proposed carol@example.org',
    'requester ada@example.org',
  ])
})

test('a mail becomes one message, however often and by whatever way it is delivered', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { sendRaw } = await mailer(app)
  const mail = 'From: Ada <ada@example.org>\r\nMessage-ID: <1@x>\r\nSubject: Stuck\r\n\r\nHelp!\r\n'
  await sendRaw(mail)
  await sendRaw(`Received: from relay.example\r\nX-Spam-Score: 1\r\n${mail}`)
  await sendRaw(mail, { to: 'help+again@desk.test' })
  await drain(app)

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states).toEqual(['opened', 'duplicate', 'duplicate'])
  expect(await conversation(app, await opened(app))).toHaveLength(1)
})

test('a Message-ID that somebody else has used, or used for something else, hides no mail', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>', text: 'One' })
  await send({ messageId: '<1@x>', text: 'Two' })
  await send({ messageId: '<1@x>', text: 'One', from: 'eve@example.org' })
  await drain(app)

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states.filter((state) => state === 'duplicate')).toEqual([])
  expect(await read(app, null, (db) => db.$count(messages))).toBe(3)
})

test('twenty copies at once, each read twice, end in one message', async ({ own: { app, a } }) => {
  await a.homeTeam()
  const { send } = await mailer(app, { connections: 5 })
  await Promise.all(Array.from({ length: 20 }, () => send({ messageId: '<1@x>' })))
  const ids = (await ledger(app)).map(({ id }) => id)
  await Promise.all([...ids, ...ids].map((id) => readMail(app, id)))

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states.filter((state) => state === 'opened')).toHaveLength(1)
  expect(states.filter((state) => state === 'duplicate')).toHaveLength(19)
  expect(await read(app, null, (db) => db.$count(messages))).toBe(1)
})

test.for([
  ['In-Reply-To', { inReplyTo: '<1@x>' }],
  ['the last of its References', { references: '<0@elsewhere> <1@x>' }],
  ['the first of its References', { references: '<1@x> <2@elsewhere> <3@elsewhere>' }],
] as const)('an answer goes on with the ticket it names in %s', async ([, named], { app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await send({ messageId: '<9@x>', subject: 'Re: Stuck', text: 'Still', ...named })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'appended', ticketId: await opened(app) },
  ])
})

test('the nearest message decides, not the first of the thread', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>' })
  await send({ messageId: '<2@x>', text: 'Something else' })
  await send({ messageId: '<3@x>', references: '<1@x> <2@x>' })
  await drain(app)

  const [, second, third] = await ledger(app)
  expect(third?.ticketId).toBe(second?.ticketId)
})

test('an answer that comes before what it answers ends in one ticket with it', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({
    from: 'bob@example.org',
    to: 'ada@example.org, help@desk.test',
    messageId: '<2@x>',
    inReplyTo: '<1@x>',
    envelope: { from: 'bob@example.org', to: 'help@desk.test' },
  })
  await send({ from: 'ada@example.org', messageId: '<1@x>' })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'appended', ticketId: await opened(app) },
  ])
})

test('a colleague named in Cc goes on with the ticket, a stranger is held and moves nothing', async ({
  app,
  a,
  pass,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({
    messageId: '<1@x>',
    cc: 'bob@example.org',
    envelope: { from: 'ada@example.org', to: 'help@desk.test' },
  })
  await drain(app)
  const id = await opened(app)
  await perform(app, null, (work) => moveTicket(work, id, 'awaiting_customer'))
  const before = await read(app, null, (db) => readTicket(db, id))
  pass(1)

  await send({ from: 'Eve <eve@example.org>', messageId: '<2@x>', inReplyTo: '<1@x>' })
  await drain(app)
  expect((await ledger(app)).at(-1)).toMatchObject({
    state: 'held',
    ticketId: id,
    messageId: null,
    reason: expect.stringContaining(`#${id}, in which Eve <eve@example.org> takes no part`),
  })
  expect(await read(app, null, (db) => readTicket(db, id))).toEqual(before)
  expect(await conversation(app, id)).toHaveLength(1)

  await send({ from: 'bob@example.org', messageId: '<3@x>', inReplyTo: '<1@x>' })
  await drain(app)
  expect((await ledger(app)).at(-1)).toMatchObject({ state: 'appended', ticketId: id })
  expect(await read(app, null, (db) => readTicket(db, id))).toMatchObject({ status: 'open' })
})

test('members of a mailing list that takes part go on with the ticket', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const envelope = { from: 'list-return@lists.example', to: 'help@desk.test' }
  const headers = { 'List-Id': '<team.lists.example>', 'List-Post': '<mailto:team@lists.example>' }
  await send({ messageId: '<1@x>', to: 'team@lists.example', headers, envelope })
  await send({ from: 'bob@example.org', messageId: '<2@x>', inReplyTo: '<1@x>', headers, envelope })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'appended', ticketId: await opened(app) },
  ])
})

test('nobody can lay claim to an answer by sending its Message-ID first', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ from: 'eve@example.org', messageId: '<1@x>', text: 'Mine' })
  await send({ from: 'ada@example.org', messageId: '<1@x>', text: 'Help' })
  await send({ from: 'ada@example.org', messageId: '<2@x>', inReplyTo: '<1@x>' })
  await drain(app)

  const [, ada, answer] = await ledger(app)
  expect(answer).toMatchObject({ state: 'appended', ticketId: ada?.ticketId })
})

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
    const teamId = await a.homeTeam()
    await perform(app, null, (work) =>
      work.tx.update(teams).set({ reopenDays }).where(eq(teams.id, teamId)),
    )
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

test('an auto-reply to what we sent is kept with it and moves nothing', async ({ app, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  await perform(app, agent, (work) =>
    replyToTicket(work, ticket, { text: 'Done?', undoSeconds: 0 }),
  )
  const [, reply] = await conversation(app, ticket)
  const before = await read(app, null, (db) => readTicket(db, ticket))
  const { send } = await mailer(app)
  const headers = { 'Auto-Submitted': 'auto-replied' }

  await send({ subject: 'Out of office', headers, inReplyTo: `<${reply?.headerMessageId}>` })
  await send({ subject: 'Out of office', headers, text: 'Away', inReplyTo: '<unknown@x>' })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    { state: 'auto_reply', ticketId: ticket },
    { state: 'auto_reply', ticketId: null },
  ])
  expect((await conversation(app, ticket)).at(-1)).toMatchObject({ automatic: true, author: null })
  expect(await read(app, null, (db) => readTicket(db, ticket))).toEqual(before)
})

test('a mail from a mailbox of ours is a loop, not a ticket', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ from: 'Help <Help+x@desk.test>' })
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'loop', ticketId: null }])
})

test('a mail we sent that comes back is a loop, whoever it says it is from', async ({ app, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  await perform(app, agent, (work) =>
    replyToTicket(work, ticket, { text: 'Done?', undoSeconds: 0 }),
  )
  const [, reply] = await conversation(app, ticket)
  const { send } = await mailer(app)
  await send({ messageId: `<${reply?.headerMessageId}>` })
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'loop' }])
  expect(await conversation(app, ticket)).toHaveLength(2)
})

test.for([
  ['two From', 'From: ada@example.org\r\nFrom: eve@example.org\r\n'],
  ['no From', 'Subject: Who am I\r\n'],
  ['a From without an address', 'From: Ada\r\n'],
] as const)('a mail with %s is held, not dropped', async ([, header], { app, a }) => {
  await a.homeTeam()
  const { sendRaw } = await mailer(app)
  await sendRaw(`${header}Message-ID: <1@x>\r\n\r\nHelp!\r\n`)
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'held', headerMessageId: '1@x' }])
})

test('without a From, whoever is to be answered asks', async ({ app, a }) => {
  await a.homeTeam()
  const { sendRaw } = await mailer(app)
  await sendRaw('Reply-To: Ada <ada@example.org>\r\nSubject: Hi\r\n\r\nHelp!\r\n')
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'opened', sender: 'ada@example.org' }])
})

test('a poison mail ends as failed with its reason, blocks nothing, and can be replayed', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const agent = await a.agent({ role: 'admin' })
  const { send, sendRaw } = await mailer(app)
  const parts = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(1500)
  await sendRaw(
    `From: eve@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`,
  )
  await send()
  await drain(app)

  const [poison, fine] = await ledger(app)
  expect(poison).toMatchObject({ state: 'failed', reason: expect.stringMatching(/parts|nodes/) })
  expect(fine).toMatchObject({ state: 'opened' })

  await perform(app, agent, (work) => replayMail(work, poison?.id ?? (0 as never)))
  expect((await ledger(app))[0]).toMatchObject({ state: 'received' })
  await drain(app)
  expect((await ledger(app))[0]).toMatchObject({ state: 'failed' })
})

test('a mail whose reading never ends is given up after ten times', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send()
  const [mail] = await ledger(app)
  if (!mail) throw new Error('no mail')
  for (let begun = 0; begun < 10; begun += 1)
    await perform(app, null, (work) => beginReading(work, [mail.id], { again: begun > 0 }))

  await readMail(app, mail.id)

  expect(await ledger(app)).toMatchObject([
    { state: 'failed', reason: expect.stringContaining('10 times') },
  ])
})

test('a file store that fails costs no mail: it is read again', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ attachments: [{ filename: 'a.txt', content: 'Hi' }] })
  const [mail] = await ledger(app)
  if (!mail) throw new Error('no mail')
  const broken = Object.assign(Object.create(app.files), {
    exists: () => Promise.reject(new Error('disk full')),
  })

  await expect(readMail({ ...app, files: broken }, mail.id)).rejects.toThrow('disk full')
  expect(await ledger(app)).toMatchObject([{ state: 'received', attempts: 1 }])
  await readMail(app, mail.id)
  expect(await ledger(app)).toMatchObject([{ state: 'opened' }])
})

test('a crash between the file store and the commit leaves no message, and the mail is read again', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ attachments: [{ filename: 'a.txt', content: 'Hi' }] })
  const [mail] = await ledger(app)
  if (!mail) throw new Error('no mail')
  let units = 0
  const dying: App = {
    ...app,
    db: {
      transaction: (todo, config) => {
        units += 1
        return units === 2 ? Promise.reject(new Error('died')) : app.db.transaction(todo, config)
      },
    },
  }

  await expect(readMail(dying, mail.id)).rejects.toThrow('died')
  expect(await read(app, null, (db) => db.$count(messages))).toBe(0)
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'opened', attempts: 2 }])
  expect(await conversation(app, await opened(app))).toMatchObject([{ attachments: [{}] }])
})

test('a mail whose job was lost is read by the next sweep, and at the next start', async ({
  app,
  a,
  pass,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const jobs = mailJobs(app)
  for (const ask of [() => jobs['mail.sweep']({}), () => readLeftoversNow(app)]) {
    await send()
    await perform(app, null, (work) => work.tx.execute(sql`delete from pgboss.job`))
    pass(3)
    await ask()
    await ask() // It is asked for once.
    expect(await queued(app)).toEqual(['mail.read'])
    await drain(app)
  }
  const states = (await ledger(app)).map(({ state }) => state)
  expect(states).toEqual(['opened', 'opened'])
})

test('a bounce is kept with the mail of ours that bounced and moves nothing', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const agent = await a.agent()
  await perform(app, agent, (work) =>
    replyToTicket(work, ticket, { text: 'Done?', undoSeconds: 0 }),
  )
  const [, reply] = await conversation(app, ticket)
  const before = await read(app, null, (db) => readTicket(db, ticket))
  const { sendRaw } = await mailer(app)
  const report = [
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.org>',
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <bounce@mx.example.org>',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    'Your mail could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Final-Recipient: rfc822; ada@example.org',
    'Action: failed',
    'Status: 5.1.1',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    'From: help@desk.test',
    `Message-ID: <${reply?.headerMessageId}>`,
    '--b--',
    '',
  ]

  await sendRaw(report.join('\r\n'), { from: '' })
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'bounce', ticketId: ticket }])
  expect((await conversation(app, ticket)).at(-1)).toMatchObject({ automatic: true })
  expect(await read(app, null, (db) => readTicket(db, ticket))).toEqual(before)
})

test('bytes that are no text are kept as text that can be stored', async ({ app, a }) => {
  await a.homeTeam()
  const { sendRaw } = await mailer(app)
  const header = [
    'From: "Ada \0 \xff" <ada@example.org>',
    'Subject: caf\xe9 \xff\0',
    'Message-ID: <1\0@x>',
    'References: <\0@x> <\xff@x>',
    'List-Post: <mailto:a\0b@lists.example>',
    'List-Id: <a\0.\xff>',
  ]
  await sendRaw(
    Buffer.from(`${header.join('\r\n')}\r\n\r\nna\xefve \0 \xed\xa0\x80 end\r\n`, 'latin1'),
  )
  await drain(app)

  expect(await ledger(app)).toMatchObject([{ state: 'opened', reason: expect.any(String) }])
  const [message] = await conversation(app, await opened(app))
  expect(message?.text).toMatch(/^na.+ve .* end/)
  expect(JSON.stringify(message)).not.toContain('\\u0000')
})

test('a Message-ID of any length is kept and answered', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const long = `<${'é'.repeat(400)}${'x'.repeat(400)}@example.org>`
  await send({ messageId: long })
  await send({ messageId: '<2@x>', inReplyTo: long })
  await drain(app)

  expect((await ledger(app)).map(({ state }) => state)).toEqual(['opened', 'appended'])
})

test('a file that comes twice is kept once, by what its bytes say it is', async ({ app, a }) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const attachments = [
    { filename: 'one.html', content: png, contentType: 'text/html' },
    { filename: 'two.png', content: png },
  ]
  await send({ attachments })
  await drain(app)

  const [message] = await conversation(app, await opened(app))
  const [one, two] = message?.attachments ?? []
  expect(one).toMatchObject({ filename: 'one.html', contentType: 'image/png', size: png.length })
  expect(two?.sha256).toBe(one?.sha256)
  expect(Buffer.from(await app.files.getBytes(fileKey(one?.sha256 ?? '')))).toEqual(png)
})
