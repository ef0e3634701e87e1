import { type Field, parseField } from './field.ts'
import { limits, TooMuch } from './limits.ts'
import type { MailHeader } from './parsed.ts'
import { lineEnd, readHeader } from './read-header.ts'

/** One node of the MIME tree; `from` and `to` mark its undecoded body in the raw mail. */
export interface Part {
  fields: MailHeader[]
  type: string // As `text/plain`, in lower case.
  typeField: Field
  disposition: Field | null
  encoding: string
  from: number
  to: number
  children: Part[]
}

interface Open {
  part: Part
  boundary: string
  closed: boolean
}

const newline = Buffer.from('\n--')
const maxBoundaryLength = 250 // RFC 2046 says 70; real mail goes over.

/**
 * Cuts a mail into its parts (RFC 2046 §5.1), in one pass. Where mail is broken it reads what was
 * meant: an outer delimiter ends all that is open inside it, blanks after a delimiter are
 * ignored, a wrong boundary is guessed from the body, and a multipart without parts is text.
 */
export function readStructure(raw: Buffer): Part {
  const root = readPart(raw, skipBlankLines(raw), 'text/plain', [])
  let parts = 1
  let current: Part | null = root
  const stack: Open[] = []
  open(root)
  let at = root.from
  while (stack.length > 0 && at < raw.length) {
    const found = nextDelimiter(raw, at, stack)
    if (!found) break
    if (current) current.to = Math.max(current.from, found.before)
    stack.length = found.level + 1
    at = found.after
    current = null
    const frame = stack[found.level]
    if (!frame) break
    if (found.closes) {
      frame.closed = true
      continue
    }
    if (frame.closed) continue // An epilogue that quotes the delimiter.
    if (++parts > limits.parts) throw new TooMuch('it has more than 1000 parts')
    current = readPart(
      raw,
      at,
      frame.part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
      stack,
    )
    frame.part.children.push(current)
    at = current.from
    open(current)
    if (at > 0) at-- // An empty part: its end is where its body would begin.
  }
  return root

  function open(part: Part) {
    if (!part.type.startsWith('multipart/')) return
    const boundary = boundaryOf(raw, part, stack.length === 0)
    if (!boundary) return
    if (stack.length >= limits.depth) throw new TooMuch('its parts are nested more than 30 deep')
    stack.push({ part, boundary, closed: false })
  }
}

function readPart(raw: Buffer, start: number, usual: string, stack: Open[]): Part {
  const isDelimiter = (line: string) => matching(line.slice(2).trimEnd(), stack) !== null
  const { fields, bodyStart } = readHeader(raw, start, raw.length, isDelimiter)
  const first = (name: string) => fields.find((field) => field.name === name)?.value
  const dispositionField = first('content-disposition')
  const disposition = dispositionField === undefined ? null : parseField(dispositionField)
  const typeField = parseField(first('content-type') ?? '')
  return {
    fields,
    type: typeOf(typeField.value, disposition, usual),
    typeField,
    disposition,
    encoding: (first('content-transfer-encoding') ?? '').replace(/\(.*|[;"'\s]/g, '').toLowerCase(),
    from: bodyStart,
    to: raw.length,
    children: [],
  }
}

function typeOf(value: string, disposition: Field | null, usual: string): string {
  if (/^(?:[\w!#$&^.+-]+\/[\w!#$&^.+-]+|multipart\/\S+)$/.test(value)) return value
  return disposition?.value === 'attachment' ? 'application/octet-stream' : usual
}

/** The boundary that separates the parts: the declared one, or the one a broken mail really uses. */
function boundaryOf(raw: Buffer, part: Part, isRoot: boolean): string | undefined {
  const declared = part.typeField.params.get('boundary')?.trimEnd()
  if (declared && (!isRoot || raw.indexOf(`--${declared}`, part.from, 'latin1') >= 0))
    return declared
  const start = raw.toString('latin1', part.from, Math.min(raw.length, part.from + 65_536))
  return /(?:^|\n)--(\S[^\r\n]{0,200}?)[ \t]*\r?\n(?:Content|MIME)-[\w-]+:/i.exec(start)?.[1]
}

/** `before` is where the part in front ends: the line break belongs to the delimiter. */
interface Delimiter {
  level: number
  closes: boolean
  before: number
  after: number
}

function nextDelimiter(raw: Buffer, from: number, stack: Open[]): Delimiter | null {
  let at = from
  if (!(raw[at] === 0x2d && raw[at + 1] === 0x2d && (at === 0 || raw[at - 1] === 0x0a))) {
    at = afterBreak(raw, at)
  }
  while (at >= 0) {
    const after = lineEnd(raw, at, raw.length)
    if (after - at <= maxBoundaryLength + 20) {
      const line = raw.toString('latin1', at + 2, after).trimEnd()
      const match = matching(line, stack)
      const lf = raw[at - 1] === 0x0a ? at - 1 : at
      if (match) return { ...match, before: raw[lf - 1] === 0x0d ? lf - 1 : lf, after }
    }
    at = afterBreak(raw, after - 1)
  }
  return null
}

/** Which of the open multiparts a delimiter belongs to, the innermost first. */
function matching(line: string, stack: Open[]): { level: number; closes: boolean } | null {
  for (let level = stack.length - 1; level >= 0; level--) {
    const boundary = stack[level]?.boundary
    if (line === boundary) return { level, closes: false }
    if (line === `${boundary}--`) return { level, closes: true }
  }
  return null
}

function afterBreak(raw: Buffer, from: number): number {
  const found = raw.indexOf(newline, from)
  return found < 0 ? -1 : found + 1
}

function skipBlankLines(raw: Buffer): number {
  let at = 0
  while (raw[at] === 0x0a || raw[at] === 0x0d) at++
  return at
}
