import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedProblem, isInitialised, type Places } from './embedded-files.ts'
import { initialise } from './embedded-initialise.ts'
import { waitFor } from './embedded-processes.ts'
import { asWeAre, commandIn, findPrograms, reasonIn, runIn, type Way } from './embedded-programs.ts'
import { claimedServer, recoveryMs, runningServer } from './embedded-server.ts'
import { findWay } from './embedded-user.ts'

/**
 * Settings that PostgreSQL is started with; all others may be tuned in its postgresql.conf. Its log is spared
 * failed statements: we log them ourselves, and their details hold what customers wrote.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on', // A commit is a promise: it is what lets us answer a mail with 250.
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/** Failures that pass: a port was taken meanwhile; another server, or remains of one, is on its way out. */
const passing = /Address already in use|shared memory block|lock file/
const passingMs = 90_000 // A PostgreSQL that lost its pid file notices within a minute, and ends.

/** Starts PostgreSQL on the wanted port, or on another when that is taken, and returns the port it got. */
export async function launchServer(places: Places, wanted: number): Promise<number> {
  const programs = await findPrograms()
  const way = await findWay(programs, places.root)
  if (!(await isInitialised(places))) await initialise(programs, way, places)
  await giveFiles(places, way)
  const end = performance.now() + passingMs
  for (;;) {
    const port = await freePort(wanted)
    const failure = await launch(programs.postgres, way, places, port)
    if (!failure) return port
    if (!passing.test(failure) || performance.now() > end) {
      throw new EmbeddedProblem(
        `PostgreSQL did not start (${reasonIn(failure)}): ${places.log} says more.`,
      )
    }
    await pause(250)
    const other = await runningServer(places) // Begun by a process that was killed meanwhile.
    if (other) return other.port
  }
}

/** Starts PostgreSQL detached, to outlive us and our terminal. Returns what it said if it did not start. */
async function launch(postgres: string, way: Way, places: Places, port: number): Promise<string> {
  const log = await open(places.log, 'a', 0o600)
  const { size } = await log.stat()
  const { file, args, options } = commandIn(way, [
    ...[postgres, '-D', places.cluster, '-p', `${port}`],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const child = spawn(file, args, {
    ...options,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.unref()
  await log.close()
  let ended = ''
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    ended ||= `it ended with ${signal ?? `code ${code}`}`
  })
  const ready = await waitFor(async () => {
    const server = await claimedServer(places)
    return ended !== '' || (server?.pid === child.pid && server?.ready === true)
  }, recoveryMs)
  if (!ready) return 'it has been recovering for ten minutes'
  const said = ended && (await readFile(places.log)).subarray(size).toString()
  return ended && `${said}${ended}`
}

/** The way can change between two starts, when the folder was moved, or opened to others. */
async function giveFiles({ cluster }: Places, { owner }: Way): Promise<void> {
  if (!owner || (await stat(cluster)).uid === owner.uid) return
  await runIn(asWeAre, ['chown', '-R', `${owner.uid}:${owner.gid}`, cluster])
}

/** The wanted port when nobody listens on it, else any free one. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer().listen(wanted, '127.0.0.1')
  try {
    await once(probe, 'listening')
    const address = probe.address()
    return typeof address === 'object' && address ? address.port : wanted
  } catch (error) {
    if (wanted === 0) throw error
    return freePort(0)
  } finally {
    probe.close()
  }
}
