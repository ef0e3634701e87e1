import { createHash } from 'node:crypto'
import type { Disk } from 'flydrive'

/** Bytes in the file store, named by their SHA-256 (hex): the same file is kept once, however often it comes. */
export interface KeptFile {
  sha256: string
  size: number // Bytes.
}

/**
 * Puts bytes into the file store before the unit of work that names them begins: a crash in between leaves an
 * unnamed file, never a name without bytes.
 */
export async function keepFile(files: Disk, content: Buffer): Promise<KeptFile> {
  const sha256 = createHash('sha256').update(content).digest('hex')
  if (!(await files.exists(fileKey(sha256)))) await files.put(fileKey(sha256), content)
  return { sha256, size: content.length }
}

/** Two letters of folder keep any one folder small. */
export function fileKey(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`
}
