import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { refuse } from '#core/refusal.ts'

/** What an argument that names a file stands for in words: without one, standard input is read. */
export function sourceOf(path: string | undefined): string {
  return path ?? 'Standard input'
}

/** The bytes of a file, or of standard input. Refuses what cannot be read, with the reason. */
export async function bytesFrom(path: string | undefined): Promise<Buffer> {
  try {
    return await (path === undefined ? buffer(process.stdin) : readFile(path))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    refuse('wrong-input', { why: `${sourceOf(path)} cannot be read (${code ?? message}).` })
  }
}
