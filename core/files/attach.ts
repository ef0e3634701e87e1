import { fileTypeFromBuffer } from 'file-type'
import type { Disk } from 'flydrive'
import type { AttachedFile } from '#core/tickets/messages.ts'
import { safeFileName } from './file-name.ts'
import { keepFile } from './keep.ts'

interface GivenFile {
  filename: string
  contentType: string // As declared; what the bytes say counts more.
  content: Buffer
}

/** Keeps a file that somebody attached, with a safe name and the type its bytes show. */
export async function attachFile(files: Disk, given: GivenFile): Promise<AttachedFile> {
  const seen = await fileTypeFromBuffer(given.content.subarray(0, 4100))
  return {
    ...(await keepFile(files, given.content)),
    filename: safeFileName(given.filename),
    contentType: seen?.mime ?? given.contentType,
    inline: false,
    contentId: null,
  }
}
