import { and, desc, eq, gt, inArray, isNull, ne, or } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MessageId, PersonId, TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { people } from '#db/schema/people.ts'
import { partsOf } from './merged.ts'

const mostShown = 3

/** The latest message of a conversation, which whoever begins to answer has seen; 0: there is none. */
export async function latestMessage(db: Reader, id: TicketId): Promise<number> {
  const [last] = await db
    .select({ id: messages.id })
    .from(messages)
    .where(inArray(messages.ticketId, await partsOf(db, id)))
    .orderBy(desc(messages.id))
    .limit(1)
  return last?.id ?? 0
}

/**
 * What the requester has been told or has said since somebody began to answer, but for what they wrote themselves: it
 * is shown before anything is sent. The latest three, oldest first.
 */
export async function heardSince(db: Reader, id: TicketId, seen: number, by: PersonId) {
  const rows = await db
    .select({
      id: messages.id,
      direction: messages.direction,
      author: people.name,
      address: messages.authorAddress,
      text: messages.visibleText,
    })
    .from(messages)
    .leftJoin(people, eq(people.id, messages.authorId))
    .where(
      and(
        inArray(messages.ticketId, await partsOf(db, id)),
        gt(messages.id, seen as MessageId),
        eq(messages.visibility, 'public'),
        isNull(messages.withdrawnAt),
        isNull(messages.deletedAt),
        or(eq(messages.direction, 'inbound'), isNull(messages.authorId), ne(messages.authorId, by)),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(mostShown)
  return rows.reverse()
}

export type Newer = Awaited<ReturnType<typeof heardSince>>[number]
