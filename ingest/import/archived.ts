import { type FileHandle, open } from 'node:fs/promises'
import { refuse } from '#core/refusal.ts'
import { parseDate } from '#ingest/mail/date.ts'
import { readHeader } from '#ingest/mail/read-header.ts'

/** A mail in an archive: where its bytes lie, and when it was sent. */
export interface Archived {
  path: string
  start: number
  end: number
  at: Date | null // Null: it does not say.
  counted: boolean // Its end was told by Content-Length, so its lines may be unquoted.
}

/** As much of a mail as holds its Date and Content-Length, unless its header is a monster's. */
export const headBytes = 65_536

/** What the first bytes of a mail say of when it was sent, and of how long its body is (-1: nothing). */
export function headOf(bytes: Buffer): { at: Date | null; bodyStart: number; length: number } {
  const { fields, bodyStart } = readHeader(bytes, 0, bytes.length)
  const field = (name: string) => fields.find((one) => one.name === name)?.value ?? ''
  const [length = '-1'] = /^\d{1,15}$/.exec(field('content-length')) ?? []
  return { at: parseDate(field('date')), bodyStart, length: Number(length) }
}

/** A file of an archive. Refuses what cannot be read as one, with a sentence. */
export async function opened(path: string): Promise<FileHandle> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => cannot(path, error))
  const found = await file.stat()
  const why = found.isFile() ? 'is empty: there is no mail in it.' : 'is not a file.'
  if (found.isFile() && found.size > 0) return file
  await file.close()
  refuse('wrong-input', { why: `${path} ${why}` })
}

export function cannot(path: string, { code }: NodeJS.ErrnoException): never {
  refuse('wrong-input', { why: `${path} cannot be read (${code}).` })
}
