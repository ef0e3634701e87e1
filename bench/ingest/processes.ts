import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)
const ticksPerSecond = 100 // USER_HZ is 100 on every Linux there is.

/** Starts a server and waits for its READY line. */
export async function startServer(
  script: string,
  args: string[],
  env: Record<string, string> = {},
) {
  const child = spawn(process.execPath, [`${root}/${script}`, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('READY ')) continue
    child.stdout.resume()
    return { child, ports: JSON.parse(line.slice(6)) as { smtp: number; http: number } }
  }
  throw new Error(`${script} ended before it was ready`)
}

export async function stopServer(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Sends mails from a process of its own. */
export async function load(port: number, name: string, count: number, connections: number) {
  const { stdout } = await run(
    process.execPath,
    [`${root}/bench/ingest/load.ts`, String(port), name, String(count), String(connections)],
    { maxBuffer: 64_000_000 },
  )
  return JSON.parse(stdout) as { seconds: number; millis: number[] }
}

/** CPU seconds a process and those it started have used so far (proc(5), fields 14 to 17). */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) / ticksPerSecond
}

/** The same for a PostgreSQL: its postmaster counts a backend once that has ended, so the living are added. */
export async function postgresCpuSeconds(postmaster: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(postmaster)])
  const children = stdout.split('\n').map(Number).filter(Boolean)
  return [postmaster, ...children].reduce((sum, pid) => {
    try {
      return sum + cpuSeconds(pid)
    } catch {
      return sum // It has ended meanwhile; the postmaster counts it.
    }
  }, 0)
}
