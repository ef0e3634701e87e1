import { asc, eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { decisions } from '#db/schema/routing.ts'

export type DecisionKind = 'rules' | 'assignment' | 'sla' | 'escalation' | 'time'

/**
 * Keeps what the desk decided about a ticket by itself, in the unit that does it.
 * @param words one sentence that names the deciding fact
 * @param details each candidate or rule, chosen or not, and why
 */
export async function keepDecision(
  work: Work,
  ticketId: TicketId,
  kind: DecisionKind,
  words: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await work.tx.insert(decisions).values({ ticketId, kind, words, details, at: work.now })
}

/** All that the desk decided about a ticket by itself, in order. */
export function why(db: Reader, ticketId: TicketId) {
  return db
    .select({
      id: decisions.id,
      kind: decisions.kind,
      words: decisions.words,
      details: decisions.details,
      at: decisions.at,
    })
    .from(decisions)
    .where(eq(decisions.ticketId, ticketId))
    .orderBy(asc(decisions.id))
}
