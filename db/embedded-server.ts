import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedProblem, onlyWhen, type Places, readIfThere } from './embedded-files.ts'
import { isServerOf, waitFor } from './embedded-processes.ts'
import { findPrograms } from './embedded-programs.ts'

const run = promisify(execFile)
const stopMs = 60_000 // It writes everything out before it ends.

/** After a crash up to 1 GB of log (`max_wal_size`) is replayed before anyone may connect. */
export const recoveryMs = 600_000

interface Server {
  pid: number
  port: number
  ready: boolean
}

/** The server that runs on this folder, or null. Waits while it starts, recovers or stops. */
export async function runningServer(places: Places): Promise<Server | null> {
  const found = await waitFor(async () => {
    const server = await claimedServer(places)
    if (server && (await isServerOf(server.pid, places.cluster))) return server.ready && server
    if (server) await disown(places)
    return 'none'
  }, recoveryMs)
  if (found) return found === 'none' ? null : found
  throw new EmbeddedProblem(
    `PostgreSQL has been starting or stopping for ten minutes: ${places.log} says why.`,
  )
}

/** What `postmaster.pid` claims, true or not: its lines 1, 4 and 8 are pid, port and state. */
export async function claimedServer({ cluster }: Places): Promise<Server | null> {
  const text = await readIfThere(join(cluster, 'postmaster.pid'))
  if (text === null) return null
  const lines = text.split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Stops the server: sessions end, what they had not committed is undone, everything is written out. */
export async function stopServer(places: Places): Promise<void> {
  const server = await runningServer(places)
  if (!server) return
  if (platform() === 'win32') {
    const { pg_ctl } = await findPrograms()
    await run(pg_ctl, ['stop', '-D', places.cluster, '-m', 'fast'])
    return
  }
  await interrupt(server.pid).catch(onlyWhen('ESRCH', undefined)) // It ended by itself just now.
  const ended = await waitFor(async () => !(await isServerOf(server.pid, places.cluster)), stopMs)
  if (ended) return
  throw new EmbeddedProblem(
    `PostgreSQL (process ${server.pid}) was told to stop and is still writing: ${places.log} says more.`,
  )
}

/** All that `pg_ctl stop` does too, but that refuses root. */
async function interrupt(pid: number) {
  process.kill(pid, 'SIGINT')
}

/**
 * Puts our own pid into a `postmaster.pid` that names a dead or a foreign process. PostgreSQL refuses to start
 * while the process named there lives, whoever it is, but not when it is its own parent; and as the file
 * stays, it still makes sure that no session of the old server survives (CreateLockFile in miscinit.c).
 */
async function disown({ cluster }: Places): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const [, ...rest] = ((await readIfThere(file)) ?? '').split('\n')
  await writeFile(file, [process.pid, ...rest].join('\n'))
}
