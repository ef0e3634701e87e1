import { and, eq, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import type { Writing } from '#core/tickets/writing.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'

/** Keeps as a note what was meant for the requester and could not be sent whole, and says why. */
export async function keepUnsent(
  work: Work,
  id: TicketId,
  writing: Writing,
  reason: string,
): Promise<MessageId> {
  const messageId = await noteOnTicket(work, id, writing)
  await record(work, id, 'not_sent', { messageId, reason })
  return messageId
}

/** Whether a note was meant for the requester. */
export async function wasMeantToBeSent(
  db: Reader,
  id: TicketId,
  note: MessageId,
): Promise<boolean> {
  const [unsent] = await db
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.ticketId, id),
        eq(events.kind, 'not_sent'),
        sql`${events.details} ->> 'messageId' = ${String(note)}`,
      ),
    )
    .limit(1)
  return unsent !== undefined
}
