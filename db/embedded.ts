import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { getSystemErrorMessage } from 'node:util'
import postgres from 'postgres'
import {
  boundLog,
  EmbeddedProblem,
  openFolder,
  type Places,
  readPassword,
} from './embedded-files.ts'
import { launchServer } from './embedded-launch.ts'
import { alone, isLeased, takeLease } from './embedded-leases.ts'
import { waitFor } from './embedded-processes.ts'
import { runningServer, stopServer } from './embedded-server.ts'

export { EmbeddedProblem }

const sessionMs = 60_000 // For a server that is recovering from the crash of one of its sessions.

export interface Embedded {
  /** Of the database `deskwire`, as its owner. */
  url: string
  /** Gives the database up; PostgreSQL ends when nobody else uses it. May be called twice. */
  stop(): Promise<void>
}

/**
 * The PostgreSQL that comes with Deskwire, on the database in `<dataDir>/postgres`, which is made when missing.
 * Any number of processes share one; it listens on 127.0.0.1 only and outlives a process that is killed, for
 * the next one to find. Refuses with an EmbeddedProblem what the operator must mend.
 * @param options.port the port to use if it is free and the server does not run yet; by default any free one
 */
export async function startEmbedded(
  dataDir: string,
  { port = 0 }: { port?: number } = {},
): Promise<Embedded> {
  try {
    const places = await openFolder(dataDir)
    const lease = await takeLease(places)
    try {
      const url = await alone(places, lease, () => serve(places, port))
      let stopped: Promise<void> | undefined
      return { url, stop: () => (stopped ??= leave(places, lease)) }
    } catch (error) {
      await leave(places, lease).catch(() => {}) // The first error is the one that says what is wrong.
      throw error
    }
  } catch (error) {
    throw sayWhatFolder(error, resolve(dataDir))
  }
}

async function serve(places: Places, wanted: number): Promise<string> {
  await boundLog(places)
  const password = await readPassword(places)
  const url = await waitFor(async () => {
    const port = (await runningServer(places))?.port ?? (await launchServer(places, wanted))
    const server = `postgres://owner:${password}@127.0.0.1:${port}`
    return (await createDatabase(`${server}/postgres`, places)) && `${server}/deskwire`
  }, sessionMs)
  if (url) return url
  throw new EmbeddedProblem(`PostgreSQL runs but takes no sessions: ${places.log} says why.`)
}

/** Creates the database when it is missing; false while PostgreSQL recovers, or when it went away again. */
async function createDatabase(url: string, { password }: Places): Promise<boolean> {
  const sql = postgres(url, { max: 1, fetch_types: false })
  try {
    const found = await sql`select from pg_database where datname = 'deskwire'`
    if (!found.length) await sql`create database deskwire`
    return true
  } catch (error) {
    const lost = !(error instanceof postgres.PostgresError) || error.code.startsWith('57P')
    if (lost) return false
    if (error.code !== '28P01') throw error
    throw new EmbeddedProblem(
      `The password in ${password} does not open the database beside it: restore both from one backup.`,
      { cause: error },
    )
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function leave(places: Places, lease: string): Promise<void> {
  await alone(places, lease, async () => {
    await rm(lease, { force: true })
    if (!(await isLeased(places))) await stopServer(places)
    await boundLog(places)
  })
}

/** Errors of the file system become the operator's sentence; all others stay what they are. */
function sayWhatFolder(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error && 'errno' in error && 'path' in error)) return error
  const reason = getSystemErrorMessage(Number(error.errno))
  return new EmbeddedProblem(
    `The data folder ${dataDir} cannot be used (${error.path}: ${reason}): make it writable, or name another with DESKWIRE_DATA.`,
    { cause: error },
  )
}
