const alphabet = '!"#$%&\'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr'
const values = new Map([...alphabet].map((char, value) => [char.charCodeAt(0), value]))
const repeats = 0x90
const maxBytes = 8 * 1024 * 1024 // Runs let a short text become a long file.

/** The file in a BinHex 4.0 text (RFC 1741), as old Macs send it, without its resource fork. Null: there is none. */
export function readBinhex(source: Buffer): { name: string; content: Buffer } | null {
  const start = source.indexOf(':', Math.max(0, source.indexOf('(This file must be converted')))
  const end = source.indexOf(':', start + 1)
  const bytes = start < 0 || end < 0 ? null : unpacked(source.subarray(start + 1, end))
  const nameLength = bytes?.[0] ?? 0
  const from = nameLength + 22
  if (!bytes || nameLength === 0 || nameLength > 63 || bytes.length < from) return null
  const length = bytes.readUInt32BE(nameLength + 12)
  if (bytes.length < from + length) return null
  return {
    name: bytes.toString('latin1', 1, nameLength + 1),
    content: bytes.subarray(from, from + length),
  }
}

/** Six bits a character; a byte before 0x90 and a count stands for a run of itself, and 0x90 0x00 for 0x90. */
function unpacked(text: Buffer): Buffer | null {
  const out: number[] = []
  let [bits, count, isCount] = [0, 0, false]
  for (const char of text) {
    if (char === 0x0a || char === 0x0d || char === 0x20) continue
    const value = values.get(char)
    if (value === undefined || out.length > maxBytes) return null
    bits = ((bits << 6) | value) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    const byte = (bits >> count) & 0xff
    if (isCount) {
      if (byte === 0) out.push(repeats)
      else for (let n = 1; n < byte; n++) out.push(out.at(-1) ?? 0)
      isCount = false
    } else if (byte === repeats) isCount = true
    else out.push(byte)
  }
  return Buffer.from(out)
}
