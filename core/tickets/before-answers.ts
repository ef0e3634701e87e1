import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketStatus } from '#db/schema/enums.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { statusAfter } from './lifecycle.ts'
import type { Ticket } from './ticket.ts'

type Found = Pick<Ticket, 'lastAgentMessageAt'> & Partial<Pick<Ticket, 'status' | 'snoozedUntil'>>

/**
 * A ticket as it was before answers of which none is left; with another that stays, or after somebody has moved it,
 * its status is as it is. What had been snoozed until a moment that has passed meanwhile is awake.
 */
export async function beforeAnswers(work: Work, { id }: Ticket): Promise<Found> {
  const [answers] = await work.tx
    .select({ last: sql`max(${messages.createdAt})`.mapWith(messages.createdAt) })
    .from(messages)
    .where(
      and(
        eq(messages.ticketId, id),
        eq(messages.direction, 'outbound'),
        eq(messages.visibility, 'public'),
        eq(messages.automatic, false),
        isNull(messages.withdrawnAt),
      ),
    )
  const last = answers?.last ?? null
  const [moved] = await work.tx
    .select({
      kind: events.kind,
      at: events.at,
      status: sql<TicketStatus>`${events.details} #>> '{changes,status,0}'`,
      snoozedUntil: sql<string | null>`${events.details} #>> '{changes,snoozedUntil,0}'`,
    })
    .from(events)
    .where(and(eq(events.ticketId, id), sql`${events.details} -> 'changes' ? 'status'`))
    .orderBy(desc(events.id))
    .limit(1)
  if (moved?.kind !== 'replied' || (last && last >= moved.at)) return { lastAgentMessageAt: last }
  const snoozedUntil = moved.snoozedUntil === null ? null : new Date(moved.snoozedUntil)
  if (snoozedUntil && snoozedUntil <= work.now)
    return { lastAgentMessageAt: last, status: statusAfter(moved.status, 'woken') }
  return { lastAgentMessageAt: last, status: moved.status, snoozedUntil }
}
