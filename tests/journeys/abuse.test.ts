import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished } from 'vitest'
import { limits } from '#ingest/smtp-limits.ts'
import { asOwner, cloneDatabase } from '#tests/support/database.ts'
import { dataFolder, startDeskwire } from '#tests/support/process.ts'
import { test } from '#tests/support/test.ts'

const honest = '127.0.0.200'
const attackers = Array.from({ length: 8 }, (_, n) => `127.0.0.${n + 2}`)

/** The door alone, as a process of its own, on a database of its own. */
async function door() {
  const database = await cloneDatabase()
  const desk = await startDeskwire({
    DATABASE_URL: database.ownerUrl,
    DESKWIRE_DATA: dataFolder(),
    DESKWIRE_ROLES: 'ingest',
    DESKWIRE_HOST: '0.0.0.0',
  })
  onTestFinished(async () => {
    await desk.kill()
    await database.drop()
  })
  const { smtp: port, pid } = desk
  await sendFrom(port) // What is made at first use is made.
  const usual = await sendFrom(port)
  const rest = megabytesOf(pid)
  return {
    port,
    database,
    /** Milliseconds that others' abuse adds to an ordinary mail; a machine that is busy with other things adds some too. */
    delay: async () => (await sendFrom(port)) - 5 * usual,
    grown: () => megabytesOf(pid) - rest,
  }
}

function megabytesOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1000
}

/** Milliseconds that an ordinary mail takes from the first packet to its 250. */
async function sendFrom(port: number): Promise<number> {
  const started = performance.now()
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    localAddress: honest,
    ignoreTLS: true,
  })
  await transport.sendMail({ from: 'ada@example.org', to: 'help@localhost', text: 'Help!' })
  return performance.now() - started
}

/** Connections that say so much and then no more. */
async function hold(port: number, count: number, from: readonly string[], said: string[] = []) {
  const sockets: Socket[] = []
  let unsaid = count * said.length
  for (let n = 0; n < count; n += 1) {
    const localAddress = from[n % from.length]
    const socket = connect({ port, host: '127.0.0.1', localAddress })
    const lines = [...said]
    socket.on('error', () => {})
    socket.on('data', () => {
      const line = lines.shift()
      if (!line) return
      socket.write(line)
      unsaid -= 1
    })
    sockets.push(socket)
    if (n % 100 === 99) await once(socket, 'connect')
  }
  const close = () => {
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(close)
  return {
    close,
    open: () => sockets.filter((socket) => !socket.readableEnded).length,
    /** How many have not said all of it yet. */
    waiting: () => sockets.filter((socket) => socket.writableLength > 0).length + unsaid,
  }
}

test('2,500 idle connections, from eight addresses or from its own, keep an ordinary mail for less than 2 s', async () => {
  const { port, delay, grown } = await door()

  const idle = await hold(port, 2500, attackers)
  await expect.poll(idle.open, { timeout: 10_000 }).toBe(limits.clients)
  expect(await delay()).toBeLessThan(2000)
  idle.close()
  expect(await delay()).toBeLessThan(2000)

  const own = await hold(port, 2500, [honest])
  await expect.poll(own.open, { timeout: 10_000 }).toBe(limits.clientsOfOneAddress)
  expect(await delay()).toBeLessThan(2000)
  expect(grown()).toBeLessThan(150)
}, 60_000)

test('mails that come slowly and would take all the memory keep an ordinary one for less than 2 s', async () => {
  const { port, database, delay, grown } = await door()
  const slow = await hold(
    port,
    150,
    ['127.0.0.2'],
    [
      'EHLO slow\r\n',
      'MAIL FROM:<eve@example.org>\r\n',
      'RCPT TO:<help@localhost>\r\n',
      'DATA\r\n',
      'x'.repeat(998).concat('\r\n').repeat(900),
    ],
  )
  await expect.poll(slow.waiting, { timeout: 10_000 }).toBe(0)

  expect(await delay()).toBeLessThan(2000)
  expect(grown()).toBeLessThan(300)

  slow.close()
  expect(await delay()).toBeLessThan(2000)
  await asOwner(database.ownerUrl, async (sql) => {
    const [row] = await sql`select count(*)::int as mails from mails`
    expect(row?.mails).toBe(4)
  })
}, 60_000)
