import { decodeBytes } from './charset.ts'
import { sniffFew } from './sniff-charset.ts'

/** Nothing that people put into a header is longer, or in more charsets. Each that is unknown costs a search. */
const maxLength = 50_000
const maxCharsets = 20

/**
 * Decodes a header value, one character a byte: encoded words (RFC 2047) and, against the rules
 * but usual, raw bytes of any charset. Neighbouring words are joined before their charset
 * is decoded, because many mailers cut in the middle of a character.
 */
export function decodeWords(value: string, hint: string | null = null): string {
  const source = value.slice(0, maxLength)
  const out: string[] = []
  const sniff = sniffFew(5)
  const plain = (text: string) => decodeBytes(Buffer.from(text, 'latin1'), null, hint, sniff)
  const closings: Closings = { source, next: 0 }
  const charsets = new Set<string>()
  let run: { charset: string; bytes: string[] } | null = null
  let at = 0
  for (let start = source.indexOf('=?'); start >= 0; start = source.indexOf('=?', start)) {
    const word = wordAt(source, start, closings)
    if (!word || (charsets.size === maxCharsets && !charsets.has(word.charset))) {
      start += 2
      continue
    }
    charsets.add(word.charset)
    const between = source.slice(at, start)
    if (!run || /\S/.test(between)) {
      finish()
      out.push(plain(between))
    }
    if (run && run.charset !== word.charset) finish()
    run ??= { charset: word.charset, bytes: [] }
    run.bytes.push(word.bytes)
    at = word.end
    start = word.end
  }
  finish()
  out.push(plain(source.slice(at)))
  return out.join('')

  function finish() {
    if (run)
      out.push(decodeBytes(Buffer.from(run.bytes.join(''), 'latin1'), run.charset, null, sniff))
    run = null
  }
}

const opening = /=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bq])\?/iy

/** A word may hold blanks and unescaped question marks; it ends at the first `?=`. */
function wordAt(source: string, start: number, closings: Closings) {
  opening.lastIndex = start
  const open = opening.exec(source)
  if (!open) return null
  const from = start + open[0].length
  const limit = Math.min(source.length, from + 4096) // RFC 2047 says 75; this bounds the search.
  const closing = closingAfter(from, closings)
  const isClosed = closing + 2 <= limit
  const isCut = !isClosed && limit === source.length && !source.slice(from).includes(' ')
  if (!isClosed && !isCut) return null
  const text = source.slice(from, isClosed ? closing : limit)
  const bytes = open[2]?.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text)
  return { charset: open[1] ?? '', bytes, end: isClosed ? closing + 2 : limit }
}

/** The next `?=` of a source, kept until a word begins behind it: a megabyte may open words and close none. */
interface Closings {
  source: string
  next: number
}

function closingAfter(from: number, closings: Closings): number {
  if (closings.next < from) {
    const found = closings.source.indexOf('?=', from)
    closings.next = found < 0 ? Number.POSITIVE_INFINITY : found
  }
  return closings.next
}

function fromBase64(text: string): string {
  // Several padded pieces in one word are decoded one by one.
  return (text.match(/[^=]+=*/g) ?? [])
    .map((piece) => Buffer.from(piece, 'base64').toString('latin1'))
    .join('')
}

function fromQ(text: string): string {
  return text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
