/** What every dictionary begins with (MS-OXRTFCP §2.1.3.1.2). */
const initial =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const maxSize = 4 * 1024 * 1024

/** Undoes the LZFu compression of a TNEF body; null where it is damaged or out of proportion. */
export function rtfOf(packed: Buffer): Buffer | null {
  if (packed.length < 16) return null
  const size = packed.readUInt32LE(4)
  const kind = packed.toString('latin1', 8, 12)
  if (size > maxSize) return null
  if (kind === 'MELA') return packed.subarray(16, 16 + size)
  if (kind !== 'LZFu') return null
  const ring = Buffer.alloc(4096)
  let write = ring.write(initial, 'latin1')
  const out = Buffer.alloc(size)
  let length = 0
  let at = 16
  const put = (byte: number) => {
    ring[write] = byte
    write = (write + 1) & 4095
    out[length++] = byte
  }
  while (at < packed.length && length < size) {
    const flags = packed[at++] ?? 0
    for (let bit = 0; bit < 8 && length < size && at < packed.length; bit++) {
      if (!(flags & (1 << bit))) {
        put(packed[at++] ?? 0)
        continue
      }
      const pair = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0)
      at += 2
      const from = pair >> 4
      if (from === write) return out.subarray(0, length)
      for (let i = 0; i < (pair & 15) + 2 && length < size; i++) put(ring[(from + i) & 4095] ?? 0)
    }
  }
  return out.subarray(0, length)
}
