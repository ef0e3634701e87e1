import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The desk's secrets, newest first: the first signs, all of them verify, so that keys can be changed without a break. */
export interface KeyRing {
  /** A key for one purpose, so that a signature for one thing is worth nothing for another. Newest first. */
  keysFor(purpose: string): Buffer[]
}

export function keyRing(secrets: readonly string[]): KeyRing {
  return {
    keysFor: (purpose) =>
      secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, 'deskwire', purpose, 32))),
  }
}

/** The secrets given, or the one in the data folder, made at the first start. */
export async function readSecrets(given: string | undefined, dataDir: string): Promise<string[]> {
  if (given) return given.split(',').map((secret) => secret.trim())
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'secret')
  // `wx`: of two processes that start at once, one makes the secret and both read it.
  await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  return [(await readFile(file, 'utf8')).trim()]
}

export function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}
