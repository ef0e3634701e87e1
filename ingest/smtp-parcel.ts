import { homeOf, largest } from './smtp-crowd.ts'
import { Reply } from './smtp-reply.ts'

/** The bytes of one mail on their way into the ledger. */
export interface Parcel {
  /** Keeps some more. A reply: the mail is refused, and nothing of it is kept. */
  add(chunk: Buffer): Reply | undefined
  /** All of them in one piece, once; from then on the parcel cannot be cut off. Throws when it has been. */
  whole(): Buffer
  /** To be called once the bytes are no longer needed, whatever became of them. */
  drop(): void
}

interface Held {
  home: string
  size: number
  chunks: Buffer[]
  cutOff: (() => void) | undefined // Undefined once whole.
}

const small = 262_144
const cutOffReply = new Reply(421, '4.3.1 Others needed the room. Come again.')

/**
 * Bounds what all sessions hold in memory together: four of the largest mails. The last quarter of it is for small
 * mails, so that a few large ones that come slowly do not stop the others. When it is full, an address that holds
 * more than a quarter loses the one begun first.
 */
export function parcels(maxMailBytes: number) {
  const room = Math.max(4 * maxMailBytes, 67_108_864)
  const open = new Set<Held>()
  let used = 0

  function free(parcel: Held) {
    used -= parcel.size
    parcel.size = 0
    parcel.chunks = []
    open.delete(parcel)
  }

  /** False: nobody else holds more than a quarter. */
  function takeFromOthers({ home }: Held): boolean {
    const unfinished = [...open].filter(({ cutOff }) => cutOff)
    const sizes = new Map<string, number>()
    for (const one of unfinished) sizes.set(one.home, (sizes.get(one.home) ?? 0) + one.size)
    const most = largest(sizes)
    const isTooMuch = most !== home && (sizes.get(most) ?? 0) > room / 4
    const victim = isTooMuch ? unfinished.find((one) => one.home === most) : undefined
    if (!victim) return false
    free(victim)
    victim.cutOff?.()
    return true
  }

  function refusal(parcel: Held, more: number): Reply | undefined {
    const after = parcel.size + more
    if (after > maxMailBytes)
      return new Reply(552, `5.3.4 A mail may have ${maxMailBytes} bytes at most.`)
    while (used + more > (after <= small ? room : room * 0.75))
      if (!takeFromOthers(parcel))
        return new Reply(452, '4.3.1 Too many large mails at this moment. Try again in a minute.')
  }

  /** @param cutOff ends the session that sends it: its bytes are gone */
  return (address: string, cutOff: () => void): Parcel => {
    const parcel: Held = { home: homeOf(address), size: 0, chunks: [], cutOff }
    open.add(parcel)
    return {
      add: (chunk) => {
        if (!open.has(parcel)) return cutOffReply
        const refused = refusal(parcel, chunk.length)
        if (refused) {
          free(parcel)
          return refused
        }
        used += chunk.length
        parcel.size += chunk.length
        parcel.chunks.push(chunk)
      },
      whole: () => {
        if (!open.has(parcel)) throw cutOffReply
        parcel.cutOff = undefined
        const bytes = Buffer.concat(parcel.chunks)
        parcel.chunks = []
        return bytes
      },
      drop: () => free(parcel),
    }
  }
}
