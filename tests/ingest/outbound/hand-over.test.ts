import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { claimMail, sendingMs } from '#core/mails/outbox.ts'
import type { MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'
import { handOver } from '#ingest/outbound/hand-over.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { startSink } from '#tests/support/sink.ts'
import { test } from '#tests/support/test.ts'
import { answer, fate, outboundOf } from './mail-out.ts'

const mail = {
  id: 1 as OutboundId,
  ticketId: 1001 as TicketId,
  messageId: 1 as MessageId,
  number: 1,
  raw: Buffer.from('Subject: Hello\r\n\r\nHello\r\n'),
  from: 'help+b1-x@desk.test',
  mailbox: 'help@desk.test',
  to: ['ada@example.org'],
  leftOut: [],
}

const silence = 'silence'

/** A relay by its answers: to the connection, and to the commands that begin so. All else is fine with it. */
interface Script {
  greeting: string
  [command: string]: string
}

async function scripted({ greeting, ...answers }: Script) {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {})
    if (greeting === silence) return
    if (!greeting.startsWith('220')) return void socket.end(greeting && `${greeting}\r\n`)
    socket.write(`${greeting}\r\n`)
    socket.on('data', (lines) => {
      const said = lines.toString()
      const answer = Object.entries(answers).find(([command]) => said.startsWith(command))?.[1]
      if (answer === silence) return
      socket.write(`${answer ?? '250 Fine'}\r\n`)
      if (answer?.startsWith('250-') && !answer.includes('250 ')) neverEnd(socket)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

/** Lines that are never the last keep a line alive, and say nothing. */
function neverEnd(socket: Socket) {
  const more = setInterval(() => socket.write('250-More\r\n'), 20)
  socket.once('close', () => clearInterval(more))
}

const hello = '220 Hello'

test.for<[Script, 'later' | 'never', RegExp]>([
  [
    { greeting: '554 No service' },
    'later',
    /^The line to the relay \S+ broke \(554 No service\)\.$/,
  ],
  [{ greeting: 'HTTP/1.1 400 Bad Request' }, 'later', /broke \(HTTP\/1\.1 400 Bad Request\)/],
  [{ greeting: '' }, 'later', /^The line to the relay \S+ broke/],
  [
    { greeting: hello, EHLO: '250-AUTH PLAIN\r\n250 X', AUTH: '535 No' },
    'later',
    /let us in \(535 No\)/,
  ],
  [{ greeting: hello, MAIL: '530 5.7.0 Sign in' }, 'later', /let us in \(530 5\.7\.0 Sign in\)/],
  [
    { greeting: hello, MAIL: '452 4.3.1 Full.' },
    'later',
    /^The relay put the mail off: 452 4\.3\.1 Full\.$/,
  ],
  [{ greeting: hello, MAIL: '503 Not now' }, 'later', /put the mail off/],
  [
    { greeting: hello, RCPT: '553 Not you' },
    'never',
    /^The relay refused the mail: 553 Not you\.$/,
  ],
  [{ greeting: hello, DATA: '554 No' }, 'never', /^The relay refused the mail: 554 No\.$/],
])('%j is understood as: %s', async ([script, end, reason], { app }) => {
  const { host, server } = await scripted(script)

  const outcome = await handOver(app, `smtp://desk:hidden@${host}`, mail)

  expect(outcome).toMatchObject({ end, reason: expect.stringMatching(reason) })
  expect(outcome.reason).not.toContain('hidden')
  closeTransport(app)
  server.close()
})

test.for<Script>([
  { greeting: silence },
  { greeting: hello, EHLO: silence },
  { greeting: hello, EHLO: '250-Hello' },
  { greeting: hello, MAIL: silence },
  { greeting: hello, RCPT: silence },
  { greeting: hello, DATA: silence },
  { greeting: hello, DATA: '354 Go on', 'Subject:': silence },
])('a relay that says nothing, as in %j, is left in time', async (script, { app }) => {
  const { host, server } = await scripted(script)

  expect(await handOver(app, `smtp://${host}`, mail, 300)).toMatchObject({
    end: 'later',
    reason: expect.stringContaining('it took too long'),
  })
  closeTransport(app)
  server.close()
})

test('an attempt is over before the lock on its mail is, whatever its size', async ({ app, a }) => {
  const reply = await answer(app, await a.agent(), await a.ticket())
  const id = await outboundOf(app, reply)
  const raw = Buffer.alloc(5_000_000)

  const claimed = await perform(app, null, (work) => claimMail(work, id, raw))

  const { lockedUntil } = await fate(app, reply)
  expect(claimed?.raw).toHaveLength(raw.length)
  expect(lockedUntil?.getTime()).toBeGreaterThan(app.clock().getTime() + sendingMs(raw.length))
})

test('a relay that knows no return path gets the plain mailbox', async ({ app }) => {
  const { host, server } = await scripted({
    greeting: hello,
    'MAIL FROM:<help+b1-x@': '553 5.7.1 Not your address',
    DATA: '354 Go on',
  })
  expect(await handOver(app, `smtp://${host}`, mail)).toMatchObject({ end: 'sent' })
  closeTransport(app)
  server.close()
})

test('so does one that says it after the last byte', async ({ app }) => {
  const sink = await startSink()
  sink.answerNext('554 5.2.252 SendAsDenied')
  expect(await handOver(app, sink.url, mail)).toMatchObject({ end: 'sent' })
  expect(sink.received.map(({ from }) => from)).toEqual([mail.from, mail.mailbox])
  closeTransport(app)
  await sink.close()
})

test('an address that could say more to the relay than an address is never shown to it', async ({
  app,
}) => {
  const to = ['ada@example.org>\r\nRCPT TO:<eve@example.org']
  expect(await handOver(app, 'smtp://127.0.0.1:1', { ...mail, to })).toMatchObject({ end: 'never' })
})
