import { invitationText } from './calendar.ts'
import { decodeBytes, normalized } from './charset.ts'
import { fileOf, isFile, unpacked } from './files.ts'
import { unflowed } from './flowed.ts'
import { textOfHtml } from './html-text.ts'
import { limits } from './limits.ts'
import type { MailFile } from './parsed.ts'
import { sealedNote } from './sealed.ts'
import { sniffFew } from './sniff-charset.ts'
import type { Part } from './structure.ts'
import { takeUuencoded } from './uuencode.ts'

export interface Body {
  text: string
  html: string | null
  files: MailFile[]
  charset: string | null // The first a part declares: the likely one of raw bytes in the header.
}

/** What a part says; null where it has no text of that kind. */
interface Reading {
  text: string | null
  html: string | null
}

const nothing: Reading = { text: null, html: null }
/** Copies for watches and for pages that run in the mail program: the text part says the same. */
const otherVersions = new Set(['text/watch-html', 'text/x-amp-html'])

/** Puts the decoded leaves together: one text, one HTML, and everything else as files. */
export function readBody(root: Part, contents: Map<Part, Buffer>, notes: string[]): Body {
  const files: MailFile[] = []
  const sniff = sniffFew()
  let charset: string | null = null
  let invitation: string | null = null
  const whole = reading(root, null)
  const packed = unpacked(files)
  let html = whole.html ?? packed.html
  if (html && html.length > limits.htmlLength) {
    notes.push('Its HTML is longer than 4 MB and was cut.')
    html = html.slice(0, limits.htmlLength).toWellFormed()
  }
  const written = whole.text?.trim() ? whole.text : (packed.text ?? (html ? textOfHtml(html) : ''))
  const said = written.trim() ? written : (sealedNote(root) ?? written)
  const text = shortened(invitation ? `${invitation}\n\n${said}` : said, notes)
  if (invitation && html) html = `${asHtml(invitation)}\n${html}`
  return { text, html, files: kept(packed.files, html, notes), charset }

  function reading(part: Part, parent: Part | null): Reading {
    if (part.children.length > 0) {
      const readings = part.children.map((child) => reading(child, part))
      return part.type === 'multipart/alternative' ? bestOf(readings) : joined(readings)
    }
    const content = contents.get(part) ?? Buffer.alloc(0)
    if (otherVersions.has(part.type)) return nothing
    if (!isFile(part, parent)) return textOf(part, content)
    if (part.type === 'text/calendar' || part.type === 'application/ics')
      invitation ??= invitationText(
        decodeBytes(content, part.typeField.params.get('charset') ?? null, null, sniff),
      )
    files.push(fileOf(part, content))
    return nothing
  }

  function textOf(part: Part, content: Buffer): Reading {
    const declared = part.typeField.params.get('charset') ?? null
    charset ??= normalized(declared)
    if (part.type === 'text/html') {
      const html = lines(decodeBytes(content, declared, metaCharset(content), sniff))
      return { text: null, html }
    }
    const { text: bytes, files: taken } = takeUuencoded(content.toString('latin1'))
    for (const { name, content } of taken)
      files.push(fileOf(part, content, decodeBytes(Buffer.from(name, 'latin1'), declared)))
    const text = lines(
      decodeBytes(taken.length > 0 ? Buffer.from(bytes, 'latin1') : content, declared, null, sniff),
    )
    const format = part.typeField.params.get('format')?.toLowerCase()
    if (format !== 'flowed') return { text, html: null }
    return {
      text: unflowed(text, part.typeField.params.get('delsp')?.toLowerCase() === 'yes'),
      html: null,
    }
  }
}

/** Of versions of the same, the best of each kind: the first text that is not blank, the last HTML. */
function bestOf(readings: Reading[]): Reading {
  return {
    text: readings.find(({ text }) => text?.trim())?.text ?? null,
    html: readings.findLast(({ html }) => html !== null)?.html ?? null,
  }
}

/** One after the other. Each piece is brought to the kinds the others have, so that neither loses one. */
function joined(readings: Reading[]): Reading {
  const pieces = readings.filter(({ text, html }) => text !== null || html !== null)
  if (pieces.length <= 1) return pieces[0] ?? nothing
  const hasHtml = pieces.some(({ html }) => html !== null)
  return {
    text: pieces.map(({ text, html }) => text ?? textOfHtml(html ?? '')).join('\n'),
    html: hasHtml
      ? pieces.map(({ text, html }) => html ?? asHtml(text ?? '')).join('<br>\n')
      : null,
  }
}

function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<pre style="white-space: pre-wrap">${escaped}</pre>`
}

function metaCharset(html: Buffer): string | null {
  return (
    /<meta[^>]{0,200}charset=["']?([\w-]{1,40})/i.exec(html.toString('latin1', 0, 4096))?.[1] ??
    null
  )
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

function shortened(text: string, notes: string[]): string {
  if (text.length <= limits.textLength) return text
  notes.push('Its text is longer than 1 MB and was cut.')
  return text.slice(0, limits.textLength).toWellFormed()
}

/** A file is inline if its sender says so, or if the HTML shows it. */
function kept(files: MailFile[], html: string | null, notes: string[]): MailFile[] {
  if (files.length > limits.attachments) {
    notes.push(
      `It has ${files.length} files; the first ${limits.attachments} are shown, all are in the original.`,
    )
  }
  const shown = new Set<string>()
  for (const [, id = ''] of (html ?? '').matchAll(/cid:([^"'\s<>)]{1,300})/gi)) {
    shown.add(id.replace(/%40/g, '@'))
    if (shown.size > 1000) break
  }
  return files.slice(0, limits.attachments).map((file) => ({
    ...file,
    inline: file.inline || (file.contentId !== null && shown.has(file.contentId)),
  }))
}
