import type { Reader } from '#core/app.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { why } from './decide.ts'

interface Assignment {
  chosen: { personId: PersonId } | null
  others: { personId: PersonId; why: string }[]
}

/** Why somebody was given a ticket, or was not, when the desk last decided on it: a sentence for themselves. */
export async function whyMe(db: Reader, ticketId: TicketId, personId: PersonId): Promise<string> {
  const last = (await why(db, ticketId)).findLast(({ kind }) => kind === 'assignment')
  if (!last) return `Nobody was chosen for ticket #${ticketId} by itself: it is claimed by hand.`
  const { chosen, others } = last.details as unknown as Assignment
  if (chosen?.personId === personId) return last.words
  const mine = others.find((other) => other.personId === personId)
  return mine ? `${last.words} You: ${mine.why}.` : last.words
}
