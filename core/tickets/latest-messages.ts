import { and, count, desc, inArray, isNull, lte } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { messages } from '#db/schema/messages.ts'
import { partsOf } from './merged.ts'

/**
 * Where the latest messages of a long conversation begin: the id to read after (0: read all), and how many lie
 * before. A page that shows so many is as fast for the thousandth message as for the first.
 */
export async function beforeLatest(
  db: Reader,
  id: TicketId,
  latest: number,
): Promise<{ after: number; earlier: number }> {
  const ofTicket = and(
    inArray(messages.ticketId, await partsOf(db, id)),
    isNull(messages.withdrawnAt),
  )
  const [last] = await db
    .select({ id: messages.id })
    .from(messages)
    .where(ofTicket)
    .orderBy(desc(messages.id))
    .offset(latest)
    .limit(1)
  if (!last) return { after: 0, earlier: 0 }
  const [row] = await db
    .select({ earlier: count() })
    .from(messages)
    .where(and(ofTicket, lte(messages.id, last.id)))
  return { after: last.id, earlier: row?.earlier ?? 0 }
}
