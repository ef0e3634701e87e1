import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'

/** Statuses as cards say them. */
export const statusWords = {
  new: 'New',
  open: 'Open',
  in_progress: 'In progress',
  awaiting_customer: 'Waiting for the customer',
  awaiting_internal: 'Waiting for us',
  awaiting_third_party: 'Waiting for a third party',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
} as const satisfies Record<TicketStatus, string>

export const priorityWords = {
  LOW: '⚪ Low',
  MEDIUM: '🔵 Medium',
  HIGH: '🟠 High',
  CRITICAL: '🔴 Critical',
} as const satisfies Record<TicketPriority, string>

/** How long a ticket can be put aside from its card, in minutes. */
export const snoozeMinutes = {
  '1 hour': 60,
  '4 hours': 240,
  '1 day': 1440,
  '3 days': 4320,
  '1 week': 10_080,
} as const
