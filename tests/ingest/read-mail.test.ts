import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { allAsked } from '#core/ask-soon.ts'
import { fileKey } from '#core/files/keep.ts'
import { beginReading } from '#core/mails/claim.ts'
import { replayMail } from '#core/mails/replay.ts'
import { readTicket } from '#core/tickets/find.ts'
import { messages } from '#db/schema/messages.ts'
import { participants } from '#db/schema/tickets.ts'
import { mailJobs, readLeftoversNow } from '#ingest/jobs.ts'
import { readMail } from '#ingest/read-mail.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { conversation, opened } from './placed.ts'

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
    await perform(app, null, (work) => beginReading(work, { ids: [mail.id] }))

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
  pass,
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
  pass(1)
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
    await allAsked(app)
    await perform(app, null, (work) => work.tx.execute(sql`delete from pgboss.job`))
    pass(3)
    await ask()
    expect(await queued(app)).toEqual(['mail.read'])
    await drain(app)
  }
  const states = (await ledger(app)).map(({ state }) => state)
  expect(states).toEqual(['opened', 'opened'])
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
