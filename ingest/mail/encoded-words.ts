import { decodeBytes } from './charset.ts'

/**
 * Decodes a header value, one character a byte: encoded words (RFC 2047) and, against the rules
 * but usual, raw bytes of any charset. Neighbouring words are joined before their charset
 * is decoded, because many mailers cut in the middle of a character.
 */
export function decodeWords(source: string, hint: string | null = null): string {
  const out: string[] = []
  let run: { charset: string; bytes: string[] } | null = null
  let at = 0
  for (let start = source.indexOf('=?'); start >= 0; start = source.indexOf('=?', start)) {
    const word = wordAt(source, start)
    if (!word) {
      start += 2
      continue
    }
    const between = source.slice(at, start)
    if (!run || /\S/.test(between)) {
      finish()
      out.push(plain(between, hint))
    }
    if (run && run.charset !== word.charset) finish()
    run ??= { charset: word.charset, bytes: [] }
    run.bytes.push(word.bytes)
    at = word.end
    start = word.end
  }
  finish()
  out.push(plain(source.slice(at), hint))
  return out.join('')

  function finish() {
    if (run) out.push(decodeBytes(Buffer.from(run.bytes.join(''), 'latin1'), run.charset))
    run = null
  }
}

const opening = /=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bq])\?/iy

/** A word may hold blanks and unescaped question marks; it ends at the first `?=`. */
function wordAt(source: string, start: number) {
  opening.lastIndex = start
  const open = opening.exec(source)
  if (!open) return null
  const from = start + open[0].length
  const limit = Math.min(source.length, from + 4096) // RFC 2047 says 75; this bounds the search.
  const closing = source.slice(from, limit).indexOf('?=')
  const cut = closing < 0 && limit === source.length && !source.slice(from).includes(' ')
  if (closing < 0 && !cut) return null
  const text = closing < 0 ? source.slice(from) : source.slice(from, from + closing)
  const bytes = open[2]?.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text)
  return { charset: open[1] ?? '', bytes, end: closing < 0 ? limit : from + closing + 2 }
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

function plain(text: string, hint: string | null): string {
  return decodeBytes(Buffer.from(text, 'latin1'), null, hint)
}
