import { fileTypeFromBuffer } from 'file-type'
import type { Disk } from 'flydrive'
import { keepFile } from '#core/files/keep.ts'
import { storable } from '#core/storable.ts'
import type { AttachedFile } from '#core/tickets/messages.ts'
import type { MailFile } from '#ingest/mail/parsed.ts'

/** Puts the files of a mail into the file store, one after the other: a mail may carry the same file twice. */
export async function keepAttachments(
  files: Disk,
  attached: readonly MailFile[],
): Promise<AttachedFile[]> {
  const kept: AttachedFile[] = []
  for (const { content, inline, ...file } of attached)
    kept.push({
      ...(await keepFile(files, content)),
      filename: storable(file.filename, 200) || 'attachment',
      contentType: await typeOf(content, file.contentType),
      inline,
      contentId: file.contentId && storable(file.contentId, 500),
    })
  return kept
}

const unknown = 'application/octet-stream'
const wellFormed = /^[a-z0-9][\w.+-]{0,63}\/[a-z0-9][\w.+-]{0,127}$/
/** What many kinds of file are wrapped in: here the sender knows more than the first bytes tell. */
const wrappings = ['application/zip', 'application/x-cfb', 'application/xml']

/** The type by the file's own bytes, which cannot lie as a header can; where they say nothing, as declared. */
async function typeOf(content: Buffer, declared: string): Promise<string> {
  const told = wellFormed.test(declared.toLowerCase()) ? declared.toLowerCase() : unknown
  const sniffed = (await fileTypeFromBuffer(content.subarray(0, 4096)))?.mime ?? told
  const isFiner = told.startsWith('application/') && told !== unknown
  return wrappings.includes(sniffed) && isFiner ? told : sniffed
}
