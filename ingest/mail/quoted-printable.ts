const LF = 0x0a
const CR = 0x0d
const equals = 0x3d

/**
 * Decodes quoted-printable (RFC 2045 §6.7) in a time that grows with its length: blanks at the end of a line were added
 * on the way and go, an equals sign there joins it with the next line, and one that begins no byte stays as it is.
 */
export function fromQuotedPrintable(source: Buffer): Buffer {
  const bytes = joined(source)
  let to = 0
  for (let at = 0; at < bytes.length; at++) {
    const char = bytes[at] ?? 0
    const high = char === equals ? hexDigit(bytes[at + 1]) : -1
    const low = high < 0 ? -1 : hexDigit(bytes[at + 2])
    bytes[to++] = low < 0 ? char : high * 16 + low
    if (low >= 0) at += 2
  }
  return bytes.subarray(0, to)
}

/** First, for some mailers break a line inside `=C3`. */
function joined(source: Buffer): Buffer {
  const out = Buffer.allocUnsafe(source.length)
  let to = 0
  for (let at = 0; at < source.length; ) {
    const found = source.indexOf(LF, at)
    const next = found < 0 ? source.length : found + 1
    const end = found > at && source[found - 1] === CR ? found - 1 : found < 0 ? next : found
    let kept = end
    while (kept > at && isBlank(source[kept - 1])) kept--
    const isSoft = kept > at && source[kept - 1] === equals
    for (const last = isSoft ? kept - 1 : kept; at < last; at++) out[to++] = source[at] ?? 0
    if (!isSoft) for (at = end; at < next; at++) out[to++] = source[at] ?? 0
    at = next
  }
  return out.subarray(0, to)
}

function isBlank(char: number | undefined): boolean {
  return char === 0x20 || char === 0x09
}

/** -1 where it is none. */
function hexDigit(char = 0): number {
  if (char >= 0x30 && char <= 0x39) return char - 0x30
  const letter = char | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
