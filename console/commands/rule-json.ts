import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { refuse } from '#core/refusal.ts'

/** JSON from a file, or from standard input. Refuses what is none, with the reason. */
export async function jsonFrom(path: string | undefined): Promise<unknown> {
  try {
    return JSON.parse(path === undefined ? await text(process.stdin) : await readFile(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    refuse('wrong-input', {
      why: `${path ?? 'Standard input'} is no JSON that can be read: ${why}.`,
    })
  }
}
