import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { readEnv } from '#core/env.ts'
import { mails } from '#db/schema/mails.ts'
import { mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'

const mail =
  'EHLO x\r\nMAIL FROM:<ada@example.org>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\nHi\r\n.\r\nQUIT\r\n'

/** All that the door says to a line, and to a mail once it has greeted. */
async function heardAfter(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  let heard = ''
  socket.on('data', (bytes) => {
    heard += bytes
    if (heard === String(bytes) && heard.startsWith('220')) socket.write(mail)
  })
  socket.write(line)
  await once(socket, 'close')
  return heard
}

test.for([
  ['PROXY TCP4 203.0.113.7 192.0.2.1 40000 25', '203.0.113.7'],
  ['PROXY TCP6 2001:DB8::7 2001:db8::1 40000 25', '2001:db8::7'],
  ['PROXY UNKNOWN', '127.0.0.1'],
] as const)(
  '“%s” from a load balancer of ours: the mail is from %s',
  async ([line, from], { app, a }) => {
    await a.homeTeam()
    const env = { ...app.env, SMTP_PROXY_PROTOCOL: ['127.0.0.1'] }
    const { port } = await mailer({ ...app, env })

    expect(await heardAfter(port, `${line}\r\n`)).toMatch(/\r\n250 2\.6\.0 Kept/)

    const [kept] = await app.db.transaction((tx) => tx.select().from(mails))
    expect(kept?.remoteAddress).toBe(from)
  },
)

test.for([
  'EHLO x',
  'PROXY TCP4 evil.example 192.0.2.1 40000 25',
  'PROXY TCP4 203.0.113.7',
  `PROXY TCP4 203.0.113.7 192.0.2.1 40000 ${'2'.repeat(2000)}`,
])('“%s” from a load balancer of ours is refused', async (line, { app }) => {
  const env = { ...app.env, SMTP_PROXY_PROTOCOL: ['127.0.0.1'] }
  const { port } = await mailer({ ...app, env })
  expect(await heardAfter(port, `${line}\r\n`)).not.toMatch(/^220/m)
})

test.for([[], ['192.0.2.1']])(
  'a PROXY line from anybody but %j is refused',
  async (known, { app }) => {
    const env = { ...app.env, SMTP_PROXY_PROTOCOL: known }
    const { port } = await mailer({ ...app, env })
    expect(await heardAfter(port, 'PROXY TCP4 203.0.113.7 192.0.2.1 40000 25\r\n')).toMatch(
      /^421 .*too soon/,
    )
  },
)

test('the settings of the door are checked before it opens', () => {
  expect(readEnv({ SMTP_PROXY_PROTOCOL: '192.0.2.1, 2001:db8::1' })).toMatchObject({
    SMTP_PROXY_PROTOCOL: ['192.0.2.1', '2001:db8::1'],
    SMTP_REQUIRE_TLS: false,
  })
  expect(() => readEnv({ SMTP_PROXY_PROTOCOL: 'lb.example.org' })).toThrow('SMTP_PROXY_PROTOCOL')
  expect(() => readEnv({ SMTP_REQUIRE_TLS: 'true' })).toThrow('needs SMTP_TLS_CERT')
})
