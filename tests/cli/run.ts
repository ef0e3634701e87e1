import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { test as base } from '#tests/support/test.ts'

const cli = fileURLToPath(new URL('../../cli.mjs', import.meta.url))

export interface Ran {
  code: number
  out: string
  err: string
}

/** `desk`: a database of its own; `deskwire` runs a command on it as an operator would, in a process of its own. */
export const test = base.extend('desk', async ({ own }) => {
  const folder = mkdtempSync(join(tmpdir(), 'deskwire-cli-'))
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    DATABASE_URL: own.database.ownerUrl,
    DESKWIRE_DATA: folder,
  }
  async function deskwire(
    args: string[],
    { input = '', ...more }: Record<string, string> = {},
  ): Promise<Ran> {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { ...env, ...more } as NodeJS.ProcessEnv,
    })
    child.stdin.end(Buffer.from(input, 'latin1'))
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    return { code: Number(code), out, err }
  }
  return { ...own, deskwire, folder }
})
