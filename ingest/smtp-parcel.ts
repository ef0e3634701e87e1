import { Reply } from './smtp-reply.ts'

/** The bytes of one mail on their way into the ledger. */
export interface Parcel {
  /** Keeps some more. A reply: the mail is refused, and nothing of it is kept. */
  add(chunk: Buffer): Reply | undefined
  whole(): Buffer
  /** To be called once the bytes are no longer needed, whatever became of them. */
  drop(): void
}

const small = 262_144

/**
 * Bounds what all sessions hold in memory together: four of the largest mails. The last quarter of it is for small
 * mails, so that a few large ones that come slowly do not stop the others.
 */
export function parcels(maxMailBytes: number): () => Parcel {
  const room = Math.max(4 * maxMailBytes, 67_108_864)
  let used = 0
  return () => {
    let chunks: Buffer[] = []
    let size = 0
    const drop = () => {
      used -= size
      size = 0
      chunks = []
    }
    const refusal = (after: number, usedAfter: number) => {
      if (after > maxMailBytes)
        return new Reply(552, `5.3.4 A mail may have ${maxMailBytes} bytes at most.`)
      if (usedAfter > (after <= small ? room : room * 0.75))
        return new Reply(452, '4.3.1 Too many large mails at this moment. Try again in a minute.')
    }
    return {
      add: (chunk) => {
        const refused = refusal(size + chunk.length, used + chunk.length)
        if (refused) {
          drop()
          return refused
        }
        used += chunk.length
        size += chunk.length
        chunks.push(chunk)
      },
      whole: () => Buffer.concat(chunks),
      drop,
    }
  }
}
