import { limits, TooMuch } from './limits.ts'
import type { MailHeader } from './parsed.ts'

/** A header block as bytes: values unfolded, one character a byte. */
export interface HeaderBlock {
  fields: MailHeader[] // Names in lower case.
  bodyStart: number
}

const field = /^[\x21-\x39\x3b-\x7e]+[ \t]*:/
const LF = 0x0a

/**
 * Reads the header that begins at `start` (RFC 5322 §2.2). A line that is no field belongs to the
 * field before it where more fields follow (a fold that lost its blank); otherwise somebody
 * forgot the empty line, and the body begins there. A delimiter ends it as well.
 */
export function readHeader(
  raw: Buffer,
  start: number,
  end: number,
  isDelimiter: (line: string) => boolean = () => false,
): HeaderBlock {
  const lines: { text: string; from: number }[] = []
  let bodyStart = end
  for (let at = start; at < end; ) {
    const next = lineEnd(raw, at, end)
    const text = withoutBreak(raw.toString('latin1', at, next))
    if (text === '' || (text.startsWith('--') && isDelimiter(text))) {
      bodyStart = text === '' ? next : at
      break
    }
    if (lines.length === 0 && !field.test(text) && !startsOddly(text)) {
      return { fields: [], bodyStart: start }
    }
    if (next - start > limits.headerBytes) throw new TooMuch('its header is larger than 1 MiB')
    lines.push({ text, from: at })
    at = next
  }
  const last = lines.findLastIndex(({ text }) => field.test(text))
  if (last < 0) return { fields: [], bodyStart: lines.length === 0 ? bodyStart : start }
  const stray = lines.find(({ text }, i) => i > last && !/^[ \t]/.test(text))
  return { fields: fieldsOf(lines, stray?.from ?? end), bodyStart: stray?.from ?? bodyStart }
}

/** Not by an expression: one for the end of a line tries again at each of a million CRs that stand before it. */
function withoutBreak(line: string): string {
  let end = line.length
  while (line[end - 1] === '\n' || line[end - 1] === '\r') end--
  return line.slice(0, end)
}

/** Mailbox files put an envelope line on top, and some relays lose the start of the first fold. */
function startsOddly(line: string): boolean {
  return /^>?From |^[ \t]/.test(line)
}

function fieldsOf(lines: { text: string; from: number }[], end: number): MailHeader[] {
  const fields: { name: string; values: string[] }[] = []
  for (const { text, from } of lines) {
    if (from >= end) break
    const colon = field.test(text) ? text.indexOf(':') : -1
    if (colon > 0)
      fields.push({
        name: text.slice(0, colon).trim().toLowerCase(),
        values: [text.slice(colon + 1)],
      })
    else fields.at(-1)?.values.push(/^[ \t]/.test(text) ? text : ` ${text}`)
    if (fields.length > limits.headerFields)
      throw new TooMuch('it has more than 5000 header fields')
  }
  return fields.map(({ name, values }) => ({ name, value: values.join('').trim() }))
}

/** The position after the line that begins at `at`. */
export function lineEnd(raw: Buffer, at: number, end: number): number {
  const lf = raw.indexOf(LF, at)
  return lf < 0 || lf >= end ? end : lf + 1
}
