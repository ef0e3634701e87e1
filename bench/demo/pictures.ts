import { crc32, deflateSync } from 'node:zlib'

/** A small PNG (RFC 2083), drawn here so that the demo carries no files: a window with a red banner, as on a bug report. */
export function screenshot(width = 480, height = 300): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3)
    for (let x = 0; x < width; x += 1) row.set(colourAt(x, y, width), 1 + x * 3)
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // 8 bits a channel, RGB.
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(x: number, y: number, width: number): number[] {
  if (y < 28) return [51, 60, 77] // The title bar.
  if (y > 60 && y < 104 && x > 24 && x < width - 24) return [224, 49, 49] // The banner.
  const isText = y > 130 && y % 22 < 6 && x > 24 && x < width - 24 - ((y * 7) % 160)
  return isText ? [206, 212, 218] : [248, 249, 250]
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'ascii'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
