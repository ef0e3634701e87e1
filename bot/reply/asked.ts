import { createHash } from 'node:crypto'
import type { ViewOutput } from '@slack/bolt'
import { z } from 'zod'
import { ticketIn } from '#bot/listeners/act.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** What a Reply form remembers of what its agent has seen. It comes back from a client, so it may say anything. */
export interface Asked {
  ticket: TicketId
  seen: number // The latest message when it was shown.
  told: string // Of the recipients whose difference to the last mail was shown: see `sealOf`.
  round: number // How often a macro has filled the words: each has a field of its own.
}

const Rest = z.object({
  seen: z.int().min(0),
  told: z.string().max(64),
  round: z.int().min(0).max(1000),
})

export function metadataOf({ ticket, ...rest }: Asked): string {
  return `${ticket}:${JSON.stringify(rest)}`
}

/** Undefined: nothing of ours. */
export function askedIn({ private_metadata: kept }: Pick<ViewOutput, 'private_metadata'>) {
  const ticket = ticketIn(kept)
  try {
    const rest = Rest.parse(JSON.parse(kept.slice(kept.indexOf(':') + 1)))
    return ticket && { ticket, ...rest }
  } catch {
    return undefined
  }
}

/** Many addresses in few characters. */
export function sealOf(addresses: readonly string[]): string {
  const sorted = addresses.map((address) => address.toLowerCase()).sort()
  return createHash('sha256').update(sorted.join()).digest('base64url')
}
