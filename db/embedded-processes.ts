import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * A name for a running process that no later process can bear, or null when it is gone. Pids alone come
 * back: in a container the server is 1 every time, and what the last 1 left must not count as alive.
 * Linux: pid, boot and start time, proc(5). Windows knows the pid only.
 */
export async function identityOf(pid: number): Promise<string | null> {
  if (platform() === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const started = fields[18]
    if (!started || state === 'Z') return null // A zombie holds its pid and nothing else.
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
    return `${pid} ${boot.trim()} ${started}`
  }
  if (platform() === 'win32') return answersSignals(pid) ? `${pid}` : null
  const started = await ps(pid, 'lstart=')
  return started && `${pid} ${started}`
}

/** Whether the process is the PostgreSQL that was started on this folder, by its command line. */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (platform() === 'win32') return answersSignals(pid)
  const command =
    platform() === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : await ps(pid, 'command=')
  return command?.replaceAll('\0', ' ').includes(` -D ${cluster} `) ?? false
}

/** Asks every 10 ms until the answer is neither null nor false; null when it stays so for too long. */
export async function waitFor<T>(
  ask: () => Promise<T | null | false>,
  maxMs: number,
): Promise<T | null> {
  const end = performance.now() + maxMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > end) return null
    await pause(10)
  }
}

async function ps(pid: number, column: string): Promise<string | null> {
  const { stdout } = await run('ps', ['-o', column, '-p', `${pid}`]).catch(() => ({ stdout: '' }))
  return stdout.trim() || null
}

function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
