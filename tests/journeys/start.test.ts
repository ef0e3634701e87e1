import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataFolder, launch, startDeskwire } from '#tests/support/process.ts'

const quiet = { HTTP_PORT: '0', SMTP_PORT: '0', LOG_LEVEL: 'error' }

test('a fresh folder becomes a desk that says what to open and where to write; the next start finds it again', async () => {
  const DESKWIRE_DATA = dataFolder()
  const first = await startDeskwire({ DESKWIRE_DATA })
  expect(first.output.out).toMatch(/Console {4}http:\/\/localhost:\d+/)
  expect(first.output.out).toMatch(/Set up {5}http:\/\/localhost:\d+\/setup\?token=\S{20,}/)
  expect(first.output.out).toContain('help@localhost')
  expect(first.output.out).toContain(DESKWIRE_DATA)
  expect(await (await fetch(`http://127.0.0.1:${first.http}/healthz`)).json()).toMatchObject({
    status: 'ok',
  })
  expect(await first.stop()).toBe(0)

  const second = await startDeskwire({ DESKWIRE_DATA })
  await second.kill() // The database stays behind, with its lock.
  const third = await startDeskwire({ DESKWIRE_DATA })
  expect(await third.stop()).toBe(0)
}, 60_000)

test('two desks run side by side', async () => {
  const desks = await Promise.all([
    startDeskwire({ DESKWIRE_DATA: dataFolder() }),
    startDeskwire({ DESKWIRE_DATA: dataFolder() }),
  ])
  const ports = desks.flatMap((desk) => [desk.http, desk.smtp])
  expect(new Set(ports).size).toBe(4)
  expect(await Promise.all(desks.map((desk) => desk.stop()))).toEqual([0, 0])
}, 60_000)

describe('what cannot start says why in one sentence and exits with 1', () => {
  async function refusal(env: Record<string, string>) {
    const { output, ended } = launch('main.ts', [], { ...quiet, ...env })
    expect(await ended).toBe(1)
    expect(output.err).not.toMatch(/\n {4}at /) // No stack.
    return output.err
  }

  test('a port in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => blocker.once('listening', resolve))
    const { port } = blocker.address() as { port: number }
    expect(await refusal({ DESKWIRE_DATA: dataFolder(), SMTP_PORT: String(port) })).toContain(
      `Port ${port} is in use`,
    )
    blocker.close()
  }, 30_000)

  test('a folder that cannot be written', async () => {
    const file = join(dataFolder(), 'file')
    writeFileSync(file, '')
    mkdirSync(join(dataFolder(), 'x'))
    expect(await refusal({ DESKWIRE_DATA: join(file, 'data') })).toContain(file)
  })

  test('a database that nobody answers for', async () => {
    const DATABASE_URL = 'postgres://nobody:x@127.0.0.1:9/none'
    expect(await refusal({ DESKWIRE_DATA: dataFolder(), DATABASE_URL })).toContain(
      'database cannot be reached',
    )
  })

  test('settings that are wrong, all of them', async () => {
    const text = await refusal({ HTTP_PORT: 'many', SMTP_URL: 'nowhere', UNDO_SECONDS: '-1' })
    expect(text).toMatch(/HTTP_PORT[\s\S]*SMTP_URL[\s\S]*UNDO_SECONDS/)
  })
})
