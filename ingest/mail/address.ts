import { domainToASCII } from 'node:url'
import { decodeWords } from './encoded-words.ts'
import { limits } from './limits.ts'
import { oneLine } from './one-line.ts'
import type { MailAddress } from './parsed.ts'

/**
 * Reads an address list (RFC 5322 §3.4), one character a byte, in one pass: groups are
 * flattened, comments and quotes understood, at most 200 addresses kept. What has no
 * address is left out, but goes to the name after it: `Doe, Ada <ada@example.org>`.
 */
export function parseAddresses(source: string, hint: string | null = null): MailAddress[] {
  const found: MailAddress[] = []
  let item = emptyItem()
  let pending = '' // A name that a comma without quotes cut off.
  const scanner = { source, at: 0 }
  while (scanner.at < source.length && found.length < limits.addresses) {
    const char = source[scanner.at++] ?? ''
    if (char === '"') add(item, { text: quoted(scanner), quoted: true })
    else if (char === '(') item.comment ||= comment(scanner)
    else if (char === '<') item.angle ??= angle(scanner)
    else if (char === ':' && item.angle === null && !item.hasAt) item = emptyItem()
    else if (char === ',' || char === ';') finish(char)
    else plainWord(scanner, item, char)
  }
  finish(';')
  return found

  function finish(separator: string) {
    const address = addressOf(item)
    if (address) {
      const name = nameOf(item, address, pending, hint)
      found.push({ address, name })
      pending = ''
    } else {
      const rest = wordsOf(item)
      pending = rest && separator === ',' && pending.length < 500 ? `${pending}${rest}, ` : ''
    }
    item = emptyItem()
  }
}

/** An address has 320 characters at most; the rest is for what stands around it. */
const maxSource = 2000

const maxName = 3000 // Of which 300 characters are kept, once decoded.

/** An address we may write to, its domain in ASCII and lower case; null if it is none. */
export function cleanAddress(source: string): string | null {
  if (source.length > maxSource) return null
  const trimmed = source.trim()
  const bare = /^"[^"]*"@/.test(trimmed)
    ? trimmed
    : trimmed.replace(/^[\s<'"]*(?:mailto:)?|[\s>'",;.]*$/gi, '').replace(/\s+/g, '')
  const route = /^@[^:]*:/.exec(bare)
  const text = route ? bare.slice(route[0].length) : bare
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  if (at < 1 || text.length > 320 || !isLocalPart(local)) return null
  const domain = text.slice(at + 1)
  if (/^\[[\da-f.:]+\]$/i.test(domain)) return `${local}@${domain}`
  const ascii = domainToASCII(domain.toLowerCase())
  return /^[\w-]+(?:\.[\w-]+)*$/.test(ascii || domain) ? `${local}@${ascii || domain}` : null
}

function isLocalPart(local: string): boolean {
  if (/^"(?:[^"\\]|\\.){1,80}"$/.test(local)) return true
  return /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+$/u.test(local)
}

interface Word {
  text: string
  quoted: boolean
}

interface Item {
  words: Word[]
  hasAt: boolean // Whether a word has an @: counted as they come, for a list may be one item of a megabyte.
  angle: string | null
  comment: string
}

function emptyItem(): Item {
  return { words: [], hasAt: false, angle: null, comment: '' }
}

function add(item: Item, word: Word) {
  item.words.push(word)
  item.hasAt ||= word.text.includes('@')
}

function wordsOf(item: Item): string {
  return item.words
    .map(({ text }) => text)
    .join('')
    .trim()
}

function plainWord(scanner: { source: string; at: number }, item: Item, char: string) {
  const rest = /[^"(<,;:]*/y
  rest.lastIndex = scanner.at
  const text = char + (rest.exec(scanner.source)?.[0] ?? '')
  scanner.at += text.length - 1
  add(item, { text, quoted: false })
}

function quoted(scanner: { source: string; at: number }): string {
  let text = ''
  while (scanner.at < scanner.source.length) {
    const char = scanner.source[scanner.at++]
    if (char === '"') break
    text += char === '\\' ? (scanner.source[scanner.at++] ?? '') : char
  }
  return text
}

function comment(scanner: { source: string; at: number }): string {
  const start = scanner.at
  for (let depth = 1; scanner.at < scanner.source.length && depth > 0; scanner.at++) {
    const char = scanner.source[scanner.at]
    if (char === '\\') scanner.at++
    else if (char === '(') depth++
    else if (char === ')') depth--
  }
  return scanner.source.slice(start, scanner.at - 1)
}

/** An angle that is never closed ends where the next one begins. */
function angle(scanner: { source: string; at: number }): string {
  const window = scanner.source.slice(scanner.at, scanner.at + 2000)
  const length = window.search(/[<>]/)
  const text = length < 0 ? window : window.slice(0, length)
  scanner.at += text.length + (window[length] === '>' ? 1 : 0)
  return text
}

function addressOf(item: Item): string | null {
  if (item.angle !== null) {
    const text = item.angle.includes('=?') ? decodeWords(item.angle) : utf8(item.angle)
    return cleanAddress(text)
  }
  const whole = wordsOf(item)
  if (!whole.includes('@')) return null
  const quotedLocal = item.words[0]?.quoted && item.words[1]?.text.startsWith('@')
  if (quotedLocal) return cleanAddress(`"${item.words[0]?.text}"${item.words[1]?.text}`)
  const word = whole
    .split(/\s+/, 200)
    .find((piece) => piece.includes('@') && cleanAddress(utf8(piece)))
  return word === undefined ? null : cleanAddress(utf8(word))
}

function utf8(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8')
  return decoded.includes('\ufffd') ? text : decoded
}

function nameOf(item: Item, address: string, pending: string, hint: string | null): string {
  const words = item.words[1]?.text.startsWith('@') ? '' : wordsOf(item)
  const source = item.angle === null ? withoutAddress(words) : words
  const name = decodeWords((pending + (source || item.comment)).slice(0, maxName), hint)
  const clean = oneLine(name)
    .replace(/^(['"])(.*)\1$/, '$2')
    .slice(0, 300)
    .trim()
  return clean === address ? '' : clean.toWellFormed()
}

function withoutAddress(words: string): string {
  const pieces = words.split(/\s+/)
  return pieces.length === 1 ? '' : pieces.filter((piece) => !piece.includes('@')).join(' ')
}
