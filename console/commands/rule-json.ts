import { refuse } from '#core/refusal.ts'
import { bytesFrom, sourceOf } from './given-file.ts'

/** JSON from a file, or from standard input. Refuses what is none, with the reason. */
export async function jsonFrom(path: string | undefined): Promise<unknown> {
  const bytes = await bytesFrom(path)
  try {
    return JSON.parse(bytes.toString())
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    refuse('wrong-input', { why: `${sourceOf(path)} is no JSON that can be read: ${why}.` })
  }
}
