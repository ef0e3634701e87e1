/** One MAPI property, undecoded; of several values the first. */
export interface MapiValue {
  bytes: Buffer
  isUnicode: boolean
  isObject: boolean // Starts with the 16 bytes of an interface id.
}

const type = { object: 0x0d, string: 0x1e, unicode: 0x1f, binary: 0x102, multiple: 0x1000 }
const sizes: Record<number, number> = { 5: 8, 6: 8, 7: 8, 20: 8, 64: 8, 72: 16 }
const maxProperties = 5000

/** Reads a property list (MS-OXTNEF §2.1.3.4) up to its end or its first damage. Only texts and bytes are kept. */
export function readMapi(data: Buffer): Map<number, MapiValue> {
  const found = new Map<number, MapiValue>()
  let at = 4
  try {
    const count = Math.min(data.readUInt32LE(0), maxProperties)
    for (let i = 0; i < count; i++) {
      const kind = data.readUInt16LE(at)
      const tag = data.readUInt16LE(at + 2)
      at += 4
      if (tag >= 0x8000) at = afterName(data, at)
      at = readValues(data, at, kind, (bytes) => {
        const base = kind & ~type.multiple
        if (!found.has(tag))
          found.set(tag, {
            bytes,
            isUnicode: base === type.unicode,
            isObject: base === type.object,
          })
      })
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return found
}

function readValues(
  data: Buffer,
  start: number,
  kind: number,
  keep: (bytes: Buffer) => void,
): number {
  const base = kind & ~type.multiple
  const isSized =
    base === type.object || base === type.string || base === type.unicode || base === type.binary
  let at = start
  let values = 1
  if (isSized || kind & type.multiple) {
    values = data.readUInt32LE(at)
    at += 4
  }
  if (!isSized) return at + values * (sizes[base] ?? 4)
  for (let i = 0; i < values; i++) {
    const length = data.readUInt32LE(at)
    keep(data.subarray(at + 4, at + 4 + length))
    at += 4 + padded(length)
  }
  return at
}

/** Named properties carry a GUID and either a number or a name. */
function afterName(data: Buffer, at: number): number {
  if (data.readUInt32LE(at + 16) === 0) return at + 24
  return at + 24 + padded(data.readUInt32LE(at + 20))
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}
