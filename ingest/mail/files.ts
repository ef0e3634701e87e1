import { readBinhex } from './binhex.ts'
import { decodeWords } from './encoded-words.ts'
import { namelessFile, safeFileName } from './file-name.ts'
import { messageIds } from './message-ids.ts'
import { oneLine } from './one-line.ts'
import type { MailFile } from './parsed.ts'
import { readHeader } from './read-header.ts'
import type { Part } from './structure.ts'
import { readTnef } from './tnef.ts'

const shownAsText = new Set([
  'text/plain',
  'text/html',
  'text/enriched',
  'text/richtext',
  'text/markdown',
])

/**
 * Whether a leaf is a file rather than part of what the sender wrote: anything that is no text,
 * is meant as an attachment, or has a name (mailers often leave the disposition out). A
 * body may have a name too where it cannot be anything else.
 */
export function isFile(part: Part, parent: Part | null): boolean {
  if (part.type.startsWith('multipart/')) return false
  if (!shownAsText.has(part.type)) return true
  const named = nameOf(part) !== ''
  if (part.disposition?.value === 'attachment') return parent !== null || named
  return named && parent !== null && parent.type !== 'multipart/alternative'
}

export function fileOf(part: Part, content: Buffer, name = nameOf(part)): MailFile {
  const contentType =
    part.type.startsWith('text/') && name !== nameOf(part) ? 'application/octet-stream' : part.type
  return {
    filename: safeFileName(name || subjectOf(part, content), namelessFile(contentType)),
    contentType,
    content,
    inline: part.disposition?.value === 'inline',
    contentId:
      messageIds(part.fields.find((field) => field.name === 'content-id')?.value ?? '')[0] ?? null,
  }
}

function nameOf({ disposition, typeField }: Part): string {
  return (
    disposition?.params.get('filename') ||
    typeField.params.get('name') ||
    disposition?.params.get('name') ||
    ''
  )
}

/** A mail within a mail is called by its subject. */
function subjectOf({ type }: Part, content: Buffer): string {
  if (type !== 'message/rfc822' && type !== 'message/global') return ''
  const { fields } = readHeader(content, 0, Math.min(content.length, 65_536))
  const subject = oneLine(decodeWords(fields.find(({ name }) => name === 'subject')?.value ?? ''))
  return subject ? `${subject.replace(/[/\\]/g, '_').slice(0, 80)}.eml` : ''
}

interface Unpacked {
  files: MailFile[]
  text: string | null
  html: string | null
}

/** Stands beside the packed one, which alone has the resource fork. */
function inBinhex({ contentType, content }: MailFile): MailFile[] {
  const file = contentType === 'application/mac-binhex40' ? readBinhex(content) : null
  if (!file) return []
  const type = 'application/octet-stream'
  const filename = safeFileName(file.name, namelessFile(type))
  return [{ filename, contentType: type, content: file.content, inline: false, contentId: null }]
}

/** Opens what Outlook packed into winmail.dat, and BinHex. What cannot be opened stays as it is. */
export function unpacked(files: MailFile[]): Unpacked {
  const all: Unpacked = { files: [], text: null, html: null }
  for (const file of files) {
    const looksPacked =
      file.contentType.endsWith('/ms-tnef') ||
      file.contentType.endsWith('/vnd.ms-tnef') ||
      /^win(mail)?\.dat$/i.test(file.filename)
    const tnef = looksPacked ? readTnef(file.content) : null
    if (!tnef || (tnef.files.length === 0 && !tnef.text && !tnef.html && !tnef.rtf)) {
      all.files.push(file, ...inBinhex(file))
      continue
    }
    all.text ??= tnef.text?.replace(/\r\n?/g, '\n') ?? null
    all.html ??= tnef.html
    for (const { name, contentType, contentId, content } of tnef.files) {
      const type =
        /^[\w.+-]+\/[\w.+-]+$/.exec(contentType ?? '')?.[0].toLowerCase() ??
        'application/octet-stream'
      all.files.push({
        filename: safeFileName(name, namelessFile(type)),
        contentType: type,
        content,
        inline: false,
        contentId,
      })
    }
    if (tnef.rtf && !tnef.text && !tnef.html) {
      all.files.push({
        filename: 'message.rtf',
        contentType: 'application/rtf',
        content: tnef.rtf,
        inline: false,
        contentId: null,
      })
    }
  }
  return all
}
