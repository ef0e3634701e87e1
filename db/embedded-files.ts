import { randomBytes } from 'node:crypto'
import { mkdir, readFile, realpath, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseProblem } from './problem.ts'

/** Why the embedded database cannot be had: one sentence, fit to be printed alone. */
export class EmbeddedProblem extends DatabaseProblem {
  override name = 'EmbeddedProblem'
}

/** Where things are in a data folder. */
export type Places = Awaited<ReturnType<typeof openFolder>>

const largestLog = 10 * 1024 * 1024

/** Makes the data folder when it is missing. Paths are real ones, so that every process spells them alike. */
export async function openFolder(dataDir: string) {
  await mkdir(join(dataDir, 'leases'), { recursive: true })
  const root = await realpath(dataDir)
  return {
    root,
    cluster: join(root, 'postgres'),
    password: join(root, 'postgres.password'),
    log: join(root, 'postgres.log'),
    lock: join(root, 'postgres.lock'),
    leases: join(root, 'leases'),
  }
}

/** Whether initdb has been here. It works beside and is renamed into place, so half a database never counts. */
export async function isInitialised({ cluster }: Places): Promise<boolean> {
  return (await readIfThere(join(cluster, 'PG_VERSION'))) !== null
}

/** The password of the database's owner, made once. Only the user that PostgreSQL runs as, and root, read it. */
export async function readPassword(places: Places): Promise<string> {
  const kept = await readIfThere(places.password)
  if (kept?.trim()) return kept.trim()
  if (await isInitialised(places)) {
    throw new EmbeddedProblem(
      `The password of the database is gone: restore ${places.password} from a backup of the data folder.`,
    )
  }
  const made = randomBytes(24).toString('hex')
  await writeFile(places.password, `${made}\n`, { mode: 0o600 })
  return made
}

/** Keeps the log below 10 MB. PostgreSQL appends to it, so it may be emptied while it is being written. */
export async function boundLog({ log }: Places): Promise<void> {
  const { size } = await stat(log).catch(() => ({ size: 0 }))
  if (size > largestLog) await truncate(log)
}

/** The text of a file, null when there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(onlyWhen('ENOENT', null))
}

/** For `catch`: this answer for this error code; every other error stays an error. */
export function onlyWhen<T>(code: string, answer: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === code) return answer
    throw error
  }
}
