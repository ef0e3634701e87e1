import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished } from 'vitest'
import { cert, key } from '#tests/support/certificate.ts'
import { dialogue, ledger, mailer } from '#tests/support/mail.ts'
import { dataFolder } from '#tests/support/process.ts'
import { test } from '#tests/support/test.ts'

function withTls<Desk extends { env: object }>(app: Desk): Desk {
  const folder = dataFolder()
  const files = { SMTP_TLS_KEY: join(folder, 'key.pem'), SMTP_TLS_CERT: join(folder, 'cert.pem') }
  writeFileSync(files.SMTP_TLS_KEY, key)
  writeFileSync(files.SMTP_TLS_CERT, cert)
  return { ...app, env: { ...app.env, ...files } }
}

test('with a certificate mail comes in over TLS', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(withTls(app))
  const transport = createTransport({
    port,
    requireTLS: true,
    tls: { ca: cert, servername: 'desk.test' },
  })
  onTestFinished(() => transport.close())

  await transport.sendMail({ from: 'ada@example.org', to: 'help@desk.test', text: 'Hi' })

  expect(await ledger(app)).toHaveLength(1)
})

test('where TLS is required nothing is taken without it, and all is taken with it', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const strict = withTls({ ...app, env: { ...app.env, SMTP_REQUIRE_TLS: true } })
  const { port } = await mailer(strict)
  const { say } = await dialogue(port)

  expect(await say('NOOP')).toMatch(/^250/)
  expect(await say('MAIL FROM:<ada@example.org>')).toMatch(/^530 5\.7\.0/)
  expect(await say('RCPT TO:<help@desk.test>')).toMatch(/^503/)
  expect(await say('DATA')).toMatch(/^503/)

  const transport = createTransport({ port, tls: { ca: cert, servername: 'desk.test' } })
  onTestFinished(() => transport.close())
  await transport.sendMail({ from: 'ada@example.org', to: 'help@desk.test', text: 'Hi' })
  expect(await ledger(app)).toHaveLength(1)
})

test.for(['nothing', 'half a hello', 'no TLS at all'] as const)(
  'a client that says %s after STARTTLS harms nobody',
  async (how, { app, a }) => {
    await a.homeTeam()
    const { port, send } = await mailer(withTls(app))
    const { say, socket, closed } = await dialogue(port)
    await say('STARTTLS')
    if (how === 'half a hello') socket.write(Buffer.from([22, 3, 1, 2, 0, 1]))
    if (how === 'no TLS at all') socket.write('MAIL FROM:<eve@example.org>\r\n')
    else socket.destroy()
    await closed

    expect(await send()).toMatch(/^250/)
  },
)

test('what was said before TLS is forgotten, and nothing of it is done', async ({ app, a }) => {
  await a.homeTeam()
  const { port } = await mailer(withTls(app))
  const { say, hear } = await dialogue(port)

  expect(await say('STARTTLS\r\nMAIL FROM:<eve@example.org>\r\nNOOP')).toMatch(/^220/)
  const next = await Promise.race([
    hear(),
    new Promise((resolve) => setTimeout(resolve, 200, 'nothing')),
  ])
  expect(next).toBe('nothing')
})
