import { isEnded } from '#core/tickets/lifecycle.ts'
import type { TicketStatus } from '#db/schema/enums.ts'

/** What the ⋯ of a card offers; Slack takes five. Where a ticket is read in the console its number leads. */
const entries = {
  details: 'Priority, team, tags…',
  macro: 'Use a macro…',
  escalate: 'Escalate…',
  merge: 'Merge…',
  about: 'Why me? Link, watch',
} as const

export type Entry = keyof typeof entries

export function entriesFor(status: TicketStatus): [Entry, string][] {
  const all = Object.entries(entries) as [Entry, string][]
  return all.filter(([entry]) => entry !== 'escalate' || !isEnded(status))
}
