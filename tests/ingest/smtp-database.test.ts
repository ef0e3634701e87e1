import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { testApp } from '#tests/support/app.ts'
import { dialogue, ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'

/** A way to the database that can be cut and mended. */
async function wayTo(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => {}).on('close', () => other.destroy())
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const way = new URL(url)
  way.hostname = '127.0.0.1'
  const { port } = server.address() as AddressInfo
  way.port = String(port)
  const cut = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { url: way.href, cut, mend: () => once(server.listen(port, '127.0.0.1'), 'listening') }
}

test('while the database is away mail is put off, in open sessions too; once it is back mail is taken', async ({
  own,
}) => {
  await own.a.homeTeam()
  const way = await wayTo(own.database.runtimeUrl)
  const desk = await testApp(way.url)
  onTestFinished(async () => {
    await desk.close()
    way.cut()
  })
  const { port } = await mailer(desk.app)
  const early = await dialogue(port)
  await early.begin()

  way.cut()
  expect(await early.say('Subject: Early\r\n\r\nHi\r\n.')).toMatch(/^451 4\.3\.0/)
  await early.say('MAIL FROM:<ada@example.org>')
  expect(await early.say('RCPT TO:<help@desk.test>')).toMatch(/^451 4\.3\.0/)
  await early.say('RSET')
  expect(await ledger(own.app)).toEqual([])

  await way.mend()
  await expect
    .poll(
      async () => {
        await early.say('RSET')
        await early.say('MAIL FROM:<ada@example.org>')
        return early.say('RCPT TO:<help@desk.test>')
      },
      { timeout: 10_000 },
    )
    .toMatch(/^250/)
  await early.say('DATA')
  expect(await early.say('Subject: Again\r\n\r\nHi\r\n.')).toMatch(/^250/)
  expect(await ledger(own.app)).toHaveLength(1)
})
