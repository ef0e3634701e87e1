import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'

/* How people read what the desk keeps, in Slack and in the console alike. The console's pages carry this file along. */

export const statusWords = {
  new: 'New',
  open: 'Open',
  in_progress: 'In progress',
  awaiting_customer: 'Waiting for customer',
  awaiting_internal: 'Waiting for us',
  awaiting_third_party: 'Waiting for third party',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
} as const satisfies Record<TicketStatus, string>

export const priorityWords = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  CRITICAL: 'Critical',
} as const satisfies Record<TicketPriority, string>
