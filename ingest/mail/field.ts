import { decodeBytes } from './charset.ts'
import { decodeWords } from './encoded-words.ts'

/** A structured header field: `attachment; filename=x`. */
export interface Field {
  value: string // In lower case, without comments.
  params: Map<string, string> // Names in lower case. Values are decoded.
}

const maxParams = 100

/**
 * Reads a Content-Type or Content-Disposition, one character a byte. Parameters may come in
 * sections and with a charset (RFC 2231), as encoded words (against the rules, but usual) or as
 * raw bytes of any charset.
 */
export function parseField(source: string): Field {
  const pieces = split(source)
  const sections = new Map<string, { order: number; text: string; extended: boolean }[]>()
  const params = new Map<string, string>()
  for (const piece of pieces.slice(1, maxParams)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const name = piece.slice(0, equals).trim().toLowerCase()
    const text = unquote(piece.slice(equals + 1).trim())
    const [, base, order, star] = /^([^*]+)(?:\*(\d{1,3}))?(\*?)$/.exec(name) ?? []
    if (!base) continue
    if (order === undefined && !star) {
      if (!params.has(base)) params.set(base, isName(base) ? decodeWords(text) : text)
      continue
    }
    const list = sections.get(base) ?? []
    list.push({ order: Number(order ?? 0), text, extended: star === '*' })
    sections.set(base, list)
  }
  for (const [base, list] of sections) params.set(base, joined(list, isName(base)))
  const value = (pieces[0] ?? '').replace(/\(.*/, '').replaceAll('"', '').trim().toLowerCase()
  return { value, params }
}

/** What people have written; all other values are words of the standards. */
function isName(base: string): boolean {
  return base === 'name' || base === 'filename'
}

function joined(
  list: { order: number; text: string; extended: boolean }[],
  isText: boolean,
): string {
  list.sort((a, b) => a.order - b.order)
  let charset: string | null = null
  const bytes = list.map(({ text, extended }, i) => {
    if (!extended) return text
    const tagged = i === 0 ? /^([^']*)'[^']*'/.exec(text) : null
    if (tagged) charset = tagged[1] || null
    return percentDecoded(tagged ? text.slice(tagged[0].length) : text)
  })
  const whole = bytes.join('')
  if (!isText) return whole
  if (charset === null && whole.includes('=?')) return decodeWords(whole)
  return decodeBytes(Buffer.from(whole, 'latin1'), charset)
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** Splits at semicolons outside quotes; some mailers forget the closing quote. */
function split(source: string): string[] {
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let i = 0; i < source.length; i++) {
    const char = source[i]
    if (quoted && char === '\\') i++
    else if (char === '"') quoted = !quoted
    else if (char === ';' && !quoted) {
      pieces.push(source.slice(start, i))
      start = i + 1
    }
  }
  pieces.push(source.slice(start))
  return pieces
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text
  const end = /(?<!\\)"/.exec(text.slice(1))
  return text.slice(1, end ? end.index + 1 : undefined).replace(/\\(["\\])/g, '$1')
}
