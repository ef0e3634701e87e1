import { priorityWords as words } from '#core/tickets/words.ts'
import type { TicketPriority } from '#db/schema/enums.ts'

export { statusWords } from '#core/tickets/words.ts'

/** Priorities as Slack says them, where a colour is told by a sign. */
export const priorityWords = {
  LOW: `⚪ ${words.LOW}`,
  MEDIUM: `🔵 ${words.MEDIUM}`,
  HIGH: `🟠 ${words.HIGH}`,
  CRITICAL: `🔴 ${words.CRITICAL}`,
} as const satisfies Record<TicketPriority, string>

/** How long a ticket can be put aside from its card, in minutes. */
export const snoozeMinutes = {
  '1 hour': 60,
  '4 hours': 240,
  '1 day': 1440,
  '3 days': 4320,
  '1 week': 10_080,
} as const
