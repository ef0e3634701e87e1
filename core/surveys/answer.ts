import { and, eq, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { record } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { surveys } from '#db/schema/notifications.ts'

/**
 * Keeps what a requester says about how it went, once. What they write stands in the survey alone, so that it can be
 * erased; the ticket's own trail has the number.
 * @param rating 1 bad … 5 good
 * @param comment storable, of at most 4,000 characters
 * @returns whether it is kept now; false: they have answered before
 */
export async function rateTicket(
  work: Work,
  id: TicketId,
  rating: number,
  comment = '',
): Promise<boolean> {
  if (!Number.isInteger(rating) || rating < 1 || rating > 5)
    refuse('wrong-input', { why: 'Choose a number from 1 to 5.' })
  const kept = await work.tx
    .update(surveys)
    .set({ rating, comment: comment.trim() || null, answeredAt: work.now })
    .where(and(eq(surveys.ticketId, id), isNull(surveys.answeredAt)))
    .returning({ ticketId: surveys.ticketId })
  if (kept.length > 0) await record(work, id, 'rated', { changes: { rating: [null, rating] } })
  return kept.length > 0
}
