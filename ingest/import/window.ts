import type { FileHandle } from 'node:fs/promises'

const windowBytes = 1_048_576

/** Looks at a file of any size through one window that is moved: memory stays as small as that. */
export function windowOn(file: FileHandle) {
  let from = 0
  let held = Buffer.alloc(0)
  /**
   * The bytes from a place on: at least so many, unless the file ends before, and more where they are at hand.
   * They are overwritten by nothing.
   */
  return async function bytesAt(place: number, atLeast: number): Promise<Buffer> {
    const inside = place >= from && place + atLeast <= from + held.length
    if (!inside) {
      const room = Buffer.allocUnsafe(Math.max(windowBytes, atLeast))
      held = room.subarray(0, await fill(file, room, place))
      from = place
    }
    return held.subarray(place - from)
  }
}

/** A read may bring less than was asked for. */
async function fill(file: FileHandle, room: Buffer, place: number): Promise<number> {
  let filled = 0
  while (filled < room.length) {
    const { bytesRead } = await file.read(room, filled, room.length - filled, place + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}
