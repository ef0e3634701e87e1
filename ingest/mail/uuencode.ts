/** Files that older mailers put into the text: `begin 644 name`, lines, `end`. */
interface UuFile {
  name: string // As written, one character a byte.
  content: Buffer
}

const begin = /^begin(?:-base64)? [0-7]{3,4} (\S.*)$/

/** Takes uuencoded files out of a text (one character a byte); a `begin` without its `end` stays text. */
export function takeUuencoded(text: string): { text: string; files: UuFile[] } {
  if (!/^begin(-base64)? [0-7]{3,4} /m.test(text)) return { text, files: [] }
  const lines = text.split(/\r?\n/)
  const kept: string[] = []
  const files: UuFile[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const name = begin.exec(line)?.[1]?.trimEnd()
    const file = name === undefined ? null : readFile(lines, i + 1, line.startsWith('begin-base64'))
    if (name === undefined || !file) {
      kept.push(line)
      continue
    }
    files.push({ name, content: file.content })
    i = file.end
  }
  return { text: kept.join('\n'), files }
}

function readFile(lines: string[], from: number, isBase64: boolean) {
  const chunks: Buffer[] = []
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line.trimEnd() === (isBase64 ? '====' : 'end'))
      return { content: Buffer.concat(chunks), end: i }
    if (line === '' || line === '`') continue
    const chunk = isBase64 ? base64Line(line) : decodedLine(line)
    if (!chunk) return null // Another `begin` too: so no line is read for two files.
    chunks.push(chunk)
  }
  return null
}

function base64Line(line: string): Buffer | null {
  return /^[A-Za-z0-9+/=]*\s*$/.test(line) ? Buffer.from(line, 'base64') : null
}

/** The first character counts the bytes; blanks at the end may have been cut off on the way. */
function decodedLine(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63
  if (/[^ -`]/.test(line) || line.length > Math.ceil(length / 3) * 4 + 3) return null
  const bytes = Buffer.alloc(Math.ceil(length / 3) * 3)
  for (let from = 1, to = 0; to < length; from += 4, to += 3) {
    const bits =
      (six(line, from) << 18) |
      (six(line, from + 1) << 12) |
      (six(line, from + 2) << 6) |
      six(line, from + 3)
    bytes.writeUIntBE(bits, to, 3)
  }
  return bytes.subarray(0, length)
}

function six(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0
}
