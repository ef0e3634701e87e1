import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../..', import.meta.url).pathname

/** A folder for one desk's data. */
export function dataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'deskwire-data-'))
}

/** Runs a program of ours as a process of its own, with nothing set but what is given. */
export function launch(script: string, args: string[], env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH, HOME, ...env },
  })
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.err += text
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return { child, output, ended }
}

/** A running Deskwire, from its READY line on. */
export async function startDeskwire(env: Record<string, string>) {
  const { child, output, ended } = launch('main.ts', [], {
    HTTP_PORT: '0',
    SMTP_PORT: '0',
    LOG_LEVEL: 'error',
    ...env,
  })
  const line = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const ready = /^READY (.*)$/m.exec(output.out)?.[1]
      if (ready) resolve(ready)
    }
    child.stdout.on('data', look)
    ended.then((code) => reject(new Error(`ended with ${code} before it was ready: ${output.err}`)))
  })
  return {
    ...(JSON.parse(line) as { http: number; smtp: number; url: string }),
    pid: child.pid ?? 0,
    output,
    /** As a power cut would. */
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    /** As Ctrl-C does. @returns the exit code */
    stop: async () => {
      child.kill('SIGINT')
      return ended
    },
  }
}
