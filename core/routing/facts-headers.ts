/** Header fields by their names in lower case, each with its values from the top. */
export type Headers = Readonly<Record<string, readonly string[]>>

/** Reads the block before the body of a mail (RFC 5322 §2.2): unfolded, encoded words (RFC 2047) as people read them. */
export function headersOf(block: Uint8Array | null): Headers {
  const headers: Record<string, string[]> = Object.create(null)
  const lines = utf8.decode(block ?? new Uint8Array()).replace(/\r?\n[ \t]+/g, ' ')
  for (const line of lines.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    headers[name] ??= []
    headers[name].push(decoded(line.slice(colon + 1).trim()))
  }
  return headers
}

const utf8 = new TextDecoder()
const encodedWord = /=\?([\w-]+)(?:\*[\w-]+)?\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi

function decoded(value: string): string {
  return value.replace(encodedWord, (word, charset: string, encoding: string, said: string) => {
    const inBytes =
      encoding.toLowerCase() === 'b'
        ? Buffer.from(said, 'base64')
        : Buffer.from(said.replace(/_/g, ' ').replace(/=([\da-f]{2})/gi, asByte), 'latin1')
    try {
      return new TextDecoder(charset).decode(inBytes)
    } catch {
      return word // In a charset that nobody knows: as it stands.
    }
  })
}

function asByte(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}
