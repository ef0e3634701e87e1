import { refuse } from '#core/refusal.ts'
import { type TicketStatus, ticketStatus } from '#db/schema/enums.ts'

/** What can move a ticket. `heard`: its requester wrote; `answered`: an agent's public reply; `taken`: it got an owner. */
export type Move =
  | 'heard'
  | 'answered'
  | 'taken'
  | 'continued'
  | 'started'
  | 'waits_on_customer'
  | 'waits_internally'
  | 'waits_on_third_party'
  | 'held'
  | 'snoozed'
  | 'woken'
  | 'resolved'
  | 'closed'
  | 'reopened'

const atWork = {
  answered: 'awaiting_customer',
  continued: 'open',
  started: 'in_progress',
  waits_on_customer: 'awaiting_customer',
  waits_internally: 'awaiting_internal',
  waits_on_third_party: 'awaiting_third_party',
  held: 'on_hold',
  snoozed: 'on_hold',
  resolved: 'resolved',
  closed: 'closed',
} as const

/**
 * The whole life of a ticket. What is not in the table is refused, so adding a status is a compile error here until
 * its moves have been thought through. What the requester writes ends every waiting; on a closed ticket it follows
 * the team's policy instead (see receive.ts).
 */
export const moves = {
  new: { ...atWork, heard: 'new', taken: 'open' },
  open: { ...atWork, heard: 'open', taken: 'open' },
  in_progress: { ...atWork, heard: 'in_progress', taken: 'in_progress' },
  awaiting_customer: { ...atWork, heard: 'open', taken: 'awaiting_customer' },
  awaiting_internal: { ...atWork, heard: 'open', taken: 'awaiting_internal' },
  awaiting_third_party: { ...atWork, heard: 'open', taken: 'awaiting_third_party' },
  on_hold: { ...atWork, heard: 'open', taken: 'on_hold', woken: 'open' },
  resolved: {
    heard: 'open',
    answered: 'resolved',
    taken: 'resolved',
    reopened: 'open',
    closed: 'closed',
  },
  closed: { reopened: 'open' },
} as const satisfies Record<TicketStatus, Partial<Record<Move, TicketStatus>>>

/** The move that brings a ticket to a status an agent picks; null: no hand can put it there. */
export const moveTo = {
  new: null,
  open: 'continued',
  in_progress: 'started',
  awaiting_customer: 'waits_on_customer',
  awaiting_internal: 'waits_internally',
  awaiting_third_party: 'waits_on_third_party',
  on_hold: 'held',
  resolved: 'resolved',
  closed: 'closed',
} as const satisfies Record<TicketStatus, Move | null>

export function statusAfter(status: TicketStatus, move: Move): TicketStatus {
  const next: Partial<Record<Move, TicketStatus>> = moves[status]
  return next[move] ?? refuse('move-not-allowed', { status: inWords(status), move: inWords(move) })
}

export function mayMove(status: TicketStatus, move: Move): boolean {
  return move in moves[status]
}

/** `awaiting_third_party` as people say it. */
export function inWords(name: string): string {
  return name.replaceAll('_', ' ')
}

/** Nobody is waited for any more. */
export function isEnded(status: TicketStatus): boolean {
  return status === 'resolved' || status === 'closed'
}

/** Those of tickets that somebody still has to do something about. */
export const openStatuses = ticketStatus.enumValues.filter((status) => !isEnded(status))
