import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'vitest'
import { mails } from '#db/schema/mails.ts'
import { asOwner } from '#tests/support/database.ts'
import { drain } from '#tests/support/jobs.ts'
import { dialogue, ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'

const stages = [
  'MAIL FROM:<ada@example.org>\r\n',
  'RCPT TO:<help@desk.test>\r\n',
  'DATA\r\n',
  'Subject: Half\r\n',
  '\r\nI was about to',
  '\r\n.',
  '\r',
]

test.for(stages.map((_, n) => n + 1))(
  'nothing is kept of a session that is cut after stage %i of all that come before the end',
  async (count, { app, a }) => {
    await a.homeTeam()
    const { port, close } = await mailer(app)
    const { socket, closed } = await dialogue(port)

    socket.write(stages.slice(0, count).join(''))
    await new Promise((resolve) => setTimeout(resolve, 30))
    socket.destroy()
    await closed
    await close() // Lets what is being received end.

    expect(await ledger(app)).toEqual([])
  },
)

test('a mail whose sender vanished before it heard 250, and came again, is one message', async ({
  own,
}) => {
  await own.a.homeTeam()
  const { port } = await mailer(own.app)
  const mail =
    'From: ada@example.org\r\nTo: help@desk.test\r\nMessage-ID: <1@example.org>\r\n\r\nHi\r\n.'
  const first = await dialogue(port)
  await first.begin()
  first.socket.write(`${mail}\r\n`)
  first.socket.end()
  await first.closed
  const second = await dialogue(port)
  await second.begin()
  expect(await second.say(mail)).toMatch(/^250/)
  await drain(own.app)

  const states = (await ledger(own.app)).map(({ state }) => state)
  expect(states.toSorted()).toEqual(['duplicate', 'opened'])
})

test('several mails come in one session, each with an envelope of its own', async ({ app, a }) => {
  await a.homeTeam()
  await a.team('Sales')
  const { port } = await mailer(app)
  const { say, begin } = await dialogue(port)
  await say('MAIL FROM:<eve@example.org>')
  await say('RCPT TO:<sales@desk.test>')
  expect(await say('RSET')).toMatch(/^250/)
  expect(await say('DATA')).toMatch(/^503/)

  await begin()
  expect(await say('MAIL FROM:<inside@example.org>\r\n.')).toMatch(/^250/)
  await say('MAIL FROM:<>')
  expect(await say('MAIL FROM:<again@example.org>')).toMatch(/^503/)
  await say('RCPT TO:<sales@desk.test>')
  await say('DATA')
  expect(await say('Second\r\n.')).toMatch(/^250/)

  expect(await ledger(app)).toMatchObject([
    { envelopeFrom: 'ada@example.org', envelopeTo: ['help@desk.test'] },
    { envelopeFrom: '', envelopeTo: ['sales@desk.test'] },
  ])
})

test('all that is said at once is answered in order', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { socket, hear } = await dialogue(port)
  const mail = (n: number) =>
    `MAIL FROM:<a${n}@example.org>\r\nRCPT TO:<help@desk.test>\r\nRCPT TO:<no@desk.test>\r\nDATA\r\nSubject: ${n}\r\n\r\n${n}\r\n.\r\n`

  socket.write(`${mail(1)}${mail(2)}QUIT\r\n`)

  const answers: string[] = []
  for (let n = 0; n < 11; n += 1) answers.push((await hear()).slice(0, 3))
  expect(answers.join(' ')).toBe('250 250 550 354 250 250 250 550 354 250 221')
  expect(await ledger(app)).toHaveLength(2)
})

test('a mail to known and unknown recipients is kept for the known ones', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { say } = await dialogue(port)
  await say('MAIL FROM:<ada@example.org>')
  for (const to of ['no@desk.test', 'help@desk.test', 'never@desk.test'])
    await say(`RCPT TO:<${to}>`)
  await say('DATA')
  expect(await say('Hi\r\n.')).toMatch(/^250/)
  expect(await ledger(app)).toMatchObject([{ envelopeTo: ['help@desk.test'] }])
})

test('of 1,001 recipients a hundred are taken, and the mail is kept for them', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { socket, hear, say } = await dialogue(port)
  await say('MAIL FROM:<ada@example.org>')
  const all = Array.from({ length: 1001 }, (_, n) => `RCPT TO:<help+${n}@desk.test>\r\n`)
  socket.write(all.join(''))
  const codes: string[] = []
  for (const _ of all) codes.push((await hear()).slice(0, 3))

  expect(codes.filter((code) => code === '250')).toHaveLength(100)
  expect(codes.filter((code) => code === '452')).toHaveLength(901)
  await say('DATA')
  expect(await say('Hi\r\n.')).toMatch(/^250/)
  expect((await ledger(app))[0]?.envelopeTo).toHaveLength(100)
})

test('who tries out names is hung up on after a hundred', async ({ app }) => {
  const { port } = await mailer(app)
  const { say } = await dialogue(port)
  await say('MAIL FROM:<eve@example.org>')
  for (let n = 0; n < 100; n += 1) expect(await say(`RCPT TO:<n${n}@desk.test>`)).toMatch(/^550/)
  expect(await say('RCPT TO:<n100@desk.test>')).toMatch(/^421 4\.7\.0/)
})

test.for([
  ['before any command', ''],
  ['in a mail', 'MAIL FROM:<a@example.org>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\n'],
] as const)('a line that does not end is hung up on %s', async ([, before], { app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { socket, closed } = await dialogue(port)
  socket.write(before)
  const megabyte = Buffer.alloc(1_000_000, 'x')
  let sent = 0
  const isOpen = () => !socket.destroyed && !socket.writableEnded && sent < 64
  socket.once('end', () => socket.destroy())
  while (isOpen()) {
    sent += 1
    if (!socket.write(megabyte)) await Promise.race([once(socket, 'drain'), closed]).catch(() => {})
  }
  expect(sent).toBeLessThan(12) // The system buffers some on both ends.
  expect(await ledger(app)).toEqual([])
})

test('a mail of lines that never ends is hung up on, and takes no memory meanwhile', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { port } = await mailer({ ...app, env: { ...app.env, SMTP_MAX_BYTES: 100_000 } })
  const { socket, begin, closed, hear } = await dialogue(port)
  await begin()
  const lines = Buffer.from(`${'x'.repeat(998)}\r\n`.repeat(1000))
  let sent = 0
  socket.once('end', () => socket.destroy())
  while (!socket.destroyed && sent < 200) {
    sent += 1
    if (!socket.write(lines)) await Promise.race([once(socket, 'drain'), closed]).catch(() => {})
  }
  expect(sent).toBeLessThan(60)
  expect(await hear()).toMatch(/^421|closed/)
})

test.for([
  'XCLIENT ADDR=192.0.2.9',
  'XFORWARD ADDR=192.0.2.9',
  'EXPN help',
  'BDAT 5 LAST',
  'WIZ x',
])('%s is not known here', async (command, { app }) => {
  const { port } = await mailer(app)
  expect(await (await dialogue(port)).say(command)).toMatch(/^500/)
})

test('a client that talks before it is greeted is hung up on', async ({ app }) => {
  const { port } = await mailer(app)
  const socket = connect(port, '127.0.0.1')
  socket.write('EHLO early\r\nMAIL FROM:<eve@example.org>\r\n')
  let heard = ''
  socket.on('data', (bytes) => {
    heard += bytes
  })
  await once(socket, 'close')
  expect(heard).toMatch(/^421 .*too soon\r\n$/)
})

test('an address in any script may write, and eight bits arrive as they were sent', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { say, socket, hear } = await dialogue(port)
  const utf8 = (text: string) => {
    socket.write(text)
    return hear()
  }
  expect(await utf8('MAIL FROM:<почта@пример.рф> SMTPUTF8 BODY=8BITMIME SIZE=100\r\n')).toMatch(
    /^250/,
  )
  await say('RCPT TO:<help@desk.test>')
  await say('DATA')
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).filter(
    (byte) => byte !== 10 && byte !== 13,
  )
  const body = Buffer.concat([
    Buffer.from('Subject: Привет\r\n\r\n'),
    Buffer.from(every),
    Buffer.from('\r\n'),
  ])
  socket.write(Buffer.concat([body, Buffer.from('.\r\n')]))
  expect(await hear()).toMatch(/^250/)

  const [mail] = await app.db.transaction((tx) => tx.select().from(mails))
  expect(mail).toMatchObject({ envelopeFrom: 'почта@пример.рф', size: body.length })
  expect(mail?.raw.equals(body)).toBe(true)
})

test('lines that begin with dots arrive with the dots they had, wherever the packets end', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { socket, begin, hear } = await dialogue(port)
  await begin()
  socket.setNoDelay(true)
  for (const piece of ['.', '.\r\n', '..', 'one\r', '\n.', '.', '.\r\n', '.', '\r', '\n']) {
    socket.write(piece)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect(await hear()).toMatch(/^250/)
  const [mail] = await app.db.transaction((tx) => tx.select().from(mails))
  expect(mail?.raw.toString()).toBe('.\r\n.one\r\n..\r\n')
})

test('a disk that is full is answered 452, and once there is room mail is taken', async ({
  own,
}) => {
  await own.a.homeTeam()
  const { port } = await mailer(own.app)
  const { say, begin } = await dialogue(port)
  await asOwner(own.database.ownerUrl, (sql) =>
    sql.unsafe(`create function no_room() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger no_room before insert on mails execute function no_room()`),
  )
  await begin()
  expect(await say('Hi\r\n.')).toMatch(/^452 4\.3\.1/)

  await asOwner(own.database.ownerUrl, (sql) => sql`drop trigger no_room on mails`)
  await begin()
  expect(await say('Hi\r\n.')).toMatch(/^250/)
  expect(await ledger(own.app)).toHaveLength(1)
})
