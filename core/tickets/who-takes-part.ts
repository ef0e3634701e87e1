import { asc, eq, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { participants } from '#db/schema/tickets.ts'

/** Everybody in a conversation, requester first, with the address they last wrote from; empty: none, by Slack alone. */
export function whoTakesPart(db: Reader, id: TicketId) {
  return db
    .select({
      id: people.id,
      name: people.name,
      address: sql<string>`coalesce(${participants.address}::text, '')`,
      role: participants.role,
      unsubscribedAt: participants.unsubscribedAt, // Null: they get its mail, if their role does.
    })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .where(eq(participants.ticketId, id))
    .orderBy(asc(participants.role), asc(participants.createdAt))
}
