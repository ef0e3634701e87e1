import { expect } from 'vitest'
import { queued } from '#tests/support/jobs.ts'
import { dialogue, ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'

test('250 names the number under which the mail is kept, with the job that reads it', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)

  const answer = await send({ from: 'Ada <ada@example.org>', to: 'help@desk.test' })

  const [mail] = await ledger(app)
  expect(answer).toBe(`250 2.6.0 Kept as mail ${mail?.id}`)
  expect(mail).toMatchObject({
    state: 'received',
    door: 'email',
    envelopeFrom: 'ada@example.org',
    envelopeTo: ['help@desk.test'],
  })
  expect(await queued(app)).toEqual(['mail.read'])
})

test('a mail to several of our addresses is kept once, and to the first team', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  await a.team('Sales')
  const { send } = await mailer(app)

  await send({
    to: 'help@desk.test, sales@desk.test',
    cc: 'else@example.org',
    envelope: { from: 'ada@example.org', to: ['help@desk.test', 'sales@desk.test'] },
  })

  expect(await ledger(app)).toMatchObject([{ envelopeTo: ['help@desk.test', 'sales@desk.test'] }])
})

test.for([
  ['nobody@desk.test', '550 5.1.1'],
  ['help%evil.example@desk.test', '550 5.1.1'],
  ['evil.example!help@desk.test', '550 5.1.1'],
  ['help+x%evil.example@desk.test', '550 5.1.1'],
  ['@evil.example:victim@example.org', '550 5.1.1'],
  ['help@desk.test.evil.example', '550 5.1.1'],
  ['help@[127.0.0.1]', '550 5.1.1'],
  ['help', '501'],
  ['help@desk.test', '250'],
  ['HELP@Desk.Test', '250'],
  ['help+order-7@desk.test', '250'],
] as const)('the recipient %s is answered %s', async ([to, answer], { app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { say } = await dialogue(port)

  await say('MAIL FROM:<ada@example.org>')

  expect(await say(`RCPT TO:<${to}>`)).toMatch(new RegExp(`^${answer}`))
})

test('a mail takes a hundred recipients, and asks for the rest in another', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { say } = await dialogue(port)
  await say('MAIL FROM:<>')
  for (let n = 0; n < 100; n += 1) await say(`RCPT TO:<help+${n}@desk.test>`)

  expect(await say('RCPT TO:<help@desk.test>')).toMatch(/^452 4\.5\.3/)
})

test('a mail that says it is too large is refused before it is sent', async ({ app }) => {
  const { port } = await mailer({ ...app, env: { ...app.env, SMTP_MAX_BYTES: 2000 } })
  const { say } = await dialogue(port)

  expect(await say('MAIL FROM:<ada@example.org> SIZE=2001')).toMatch(/^552/)
  expect(await say('MAIL FROM:<ada@example.org> SIZE=2000')).toMatch(/^250/)
})

test('a mail that is too large is refused, and the session goes on', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer({ ...app, env: { ...app.env, SMTP_MAX_BYTES: 2000 } })
  const { begin, say } = await dialogue(port)

  await begin()
  expect(await say(`${'x'.repeat(70)}\r\n`.repeat(40_000).concat('.'))).toMatch(/^552 5\.3\.4/)
  await begin()
  expect(await say('Subject: Short\r\n\r\nHi\r\n.')).toMatch(/^250/)
  expect(await ledger(app)).toMatchObject([{ size: 'Subject: Short\r\n\r\nHi\r\n'.length }])
})

test('nothing is kept of a mail whose client vanishes on the way', async ({ app, a }) => {
  await a.homeTeam()
  const { port, close } = await mailer(app)
  const { begin, socket, closed } = await dialogue(port)
  await begin()

  socket.write('Subject: Half\r\n\r\nI was about to')
  socket.destroy()
  await closed
  await close() // Lets what is being received end.

  expect(await ledger(app)).toEqual([])
})

test.for([
  ['a bare LF around the dot', '\n.\n'],
  ['a bare CR around the dot', '\r.\r'],
  ['LF before and CRLF after', '\n.\r\n'],
  ['CRLF before and LF after', '\r\n.\n'],
  ['CR before and CRLF after', '\r.\r\n'],
  ['CRLF before and CR after', '\r\n.\r'],
  ['a NUL beside the dot', '\r\n\0.\r\n'],
  ['two CR', '\r\r\n.\r\r\n'],
  ['two CR behind the dot', '\r\n.\r\r\n'],
  ['LF and CR in the other order', '\n\r.\n\r'],
  ['a NUL behind the dot', '\r\n.\0\r\n'],
  ['a blank before the dot', '\r\n .\r\n'],
  ['a NEL of eight bits for each line end', '\x85.\x85'],
] as const)(
  '%s does not end a mail, so no second one is smuggled in',
  async ([, end], { app, a }) => {
    await a.homeTeam()
    const { port } = await mailer(app)
    const { begin, say, socket, hear } = await dialogue(port)
    await begin()
    const smuggled =
      'MAIL FROM:<ceo@desk.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\nSubject: Pay\r\n\r\nNow\r\n'

    socket.write(`Subject: One\r\n\r\nOne${end}${smuggled}`, 'latin1')
    expect(await say('.')).toMatch(/^250/)
    socket.write('NOOP\r\n')
    expect(await hear()).toBe('250 OK')

    expect(await ledger(app)).toMatchObject([{ envelopeFrom: 'ada@example.org' }])
  },
)

test('a database that is down is answered 451, so that the sender comes again', async ({ own }) => {
  await own.a.homeTeam()
  const { port } = await mailer(own.app)
  const { begin, say } = await dialogue(port)
  await begin()
  await own.database.drop()

  expect(await say('Subject: Late\r\n\r\nHi\r\n.')).toMatch(/^451 4\.3\.0/)
  await say('MAIL FROM:<ada@example.org>')
  expect(await say('RCPT TO:<help@desk.test>')).toMatch(/^451 4\.3\.0/)
})

test('nobody signs in, and nobody learns who has a mailbox by asking', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(app)
  const { say } = await dialogue(port)

  expect(await say('AUTH PLAIN AGEAYg==')).toMatch(/^500/)
  expect(await say('EXPN help')).toMatch(/^500/)
  expect(await say('STARTTLS')).toMatch(/^500/)
  expect(await say('VRFY help@desk.test')).toBe(await say('VRFY nobody@desk.test'))
})

test('closing the door lets a mail that is being received end, and takes no other', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { port, close } = await mailer(app)
  const busy = await dialogue(port)
  const idle = await dialogue(port)
  await busy.begin()

  const closed = close()
  expect(await idle.hear()).toMatch(/^421/)
  expect(await busy.say('Subject: Last\r\n\r\nHi\r\n.')).toMatch(/^250/)
  await closed

  expect(await ledger(app)).toHaveLength(1)
})
