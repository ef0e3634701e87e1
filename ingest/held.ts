import type { Conclusion } from '#core/mails/conclude.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** A mail that waits in the ledger until somebody decides about it. */
export function held(why: string, ticketId: TicketId | null = null): Conclusion {
  return { state: 'held', reason: `${why} Somebody has to decide where it belongs.`, ticketId }
}
