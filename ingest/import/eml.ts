import { opendir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { refuse } from '#core/refusal.ts'
import { type Archived, cannot, headBytes, headOf, opened } from './archived.ts'

/**
 * Every mail that a path leads to: a file, or those of a folder and all below it that end in `.eml` or lie in a
 * Maildir.
 */
export async function* mailsOfFolder(path: string): AsyncGenerator<Archived> {
  const found = await stat(path).catch((error) => cannot(path, error))
  if (!found.isDirectory()) return yield await mailIn(path)
  let count = 0
  for await (const entry of await opendir(path, { recursive: true })) {
    const isMail = /\.eml$/i.test(entry.name) || /^(?:cur|new)$/.test(basename(entry.parentPath))
    const file = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !isMail || (await stat(file)).size === 0) continue
    count += 1
    yield await mailIn(file)
  }
  if (count === 0)
    refuse('wrong-input', {
      why: `There is no mail in ${path}: no file that ends in .eml, and no Maildir. An mbox file is brought in by \`deskwire import mbox\`.`,
    })
}

async function mailIn(path: string): Promise<Archived> {
  const file = await opened(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const { at } = headOf(buffer.subarray(0, bytesRead))
    return { path, start: 0, end: size, at, counted: true }
  } finally {
    await file.close()
  }
}
