import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import type { SlaTargets } from '#db/schema/sla.ts'
import type { Breaches } from './back-test-sla.ts'

export type DraftTargets = Partial<Record<TicketPriority, Omit<SlaTargets, 'ladderId'>>>

/** How a ticket stands, for one side of the comparison. */
export interface Side {
  teamId: TeamId
  assigneeId: PersonId | null
  priority: TicketPriority
  breached: Breaches
}

export interface Compared {
  ticketId: TicketId
  subject: string
  openedAt: Date
  resolvedAt: Date | null
  before: Side
  after: Side
  why: string // What the rules would have decided by, in words.
}
