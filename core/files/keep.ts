import { createHash, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Disk } from 'flydrive'

/** Bytes in the file store, named by their SHA-256 (hex): the same file is kept once, however often it comes. */
export interface KeptFile {
  sha256: string
  size: number // Bytes.
}

/**
 * Puts bytes into the file store before the unit of work that names them begins: a crash in between leaves an
 * unnamed file, never a name without bytes. They are written beside their place and moved there whole.
 */
export async function keepFile(files: Disk, content: Buffer): Promise<KeptFile> {
  const sha256 = sha256Of(content)
  const kept = { sha256, size: content.length }
  if (await isWhole(files, kept)) return kept
  const draft = `drafts/${randomUUID()}`
  await files.put(draft, content)
  await files.move(draft, fileKey(sha256))
  return kept
}

/** False for one that a power cut has left short, too: it is written anew. */
async function isWhole(files: Disk, { sha256, size }: KeptFile): Promise<boolean> {
  if (!(await files.exists(fileKey(sha256)))) return false
  return (await files.getMetaData(fileKey(sha256))).contentLength === size
}

/**
 * The bytes of a kept file, as they were; throws when they are gone or changed. Not by flydrive's `getBytes`: where
 * Node reads a small file into a buffer that it shares, 2.1.0 returns all of that buffer, other people's bytes too.
 */
export async function readKeptFile(files: Disk, sha256: string): Promise<Buffer> {
  const content = await buffer(await files.getStream(fileKey(sha256)))
  if (sha256Of(content) !== sha256) throw new Error(`The file ${sha256} has changed in the store`)
  return content
}

function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Two letters of folder keep any one folder small. */
export function fileKey(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`
}
