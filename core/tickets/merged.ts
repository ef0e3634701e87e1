import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { Changes } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'
import { changeTicket, type Ticket } from './ticket.ts'

/** The tickets whose conversation is read as a part of this one, as far as the reader sees them. */
export async function mergedInto(db: Reader, id: TicketId): Promise<TicketId[]> {
  const rows = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.mergedIntoId, id), isNull(tickets.deletedAt)))
    .orderBy(asc(tickets.id))
  return rows.map((row) => row.id)
}

/** This ticket and those merged into it: one conversation. */
export async function partsOf(db: Reader, id: TicketId): Promise<TicketId[]> {
  return [id, ...(await mergedInto(db, id))]
}

/** The ticket in which the conversation of another goes on: itself, unless it was merged. */
export async function goesOnIn(db: Reader, id: TicketId): Promise<TicketId> {
  const [ticket] = await db
    .select({ into: tickets.mergedIntoId })
    .from(tickets)
    .where(eq(tickets.id, id))
  return ticket?.into ?? id
}

type Along = Partial<Pick<Ticket, 'teamId' | 'assigneeId' | 'sensitive' | 'mergedIntoId'>>

/** Takes merged tickets along with their target: whoever sees the one sees the others. */
export async function carry(
  work: Work,
  ids: readonly TicketId[],
  into: TicketId,
  along: Along,
): Promise<void> {
  if (ids.length === 0) return
  const carried = await work.tx
    .select()
    .from(tickets)
    .where(inArray(tickets.id, [...ids]))
    .orderBy(asc(tickets.id))
    .for('update')
  for (const ticket of carried) await changeTicket(work, ticket, 'carried', along, { into })
}

/** What decides who sees a ticket decides it for all that was merged into it. */
export async function carryAlong(
  work: Work,
  into: TicketId,
  changes: Changes,
  { teamId, assigneeId, sensitive }: Ticket,
): Promise<void> {
  if (!('teamId' in changes || 'assigneeId' in changes || 'sensitive' in changes)) return
  await carry(work, await mergedInto(work.tx, into), into, { teamId, assigneeId, sensitive })
}

/** A merged ticket takes no more by itself: it goes on in its target. */
export function refuseMerged({ id, mergedIntoId }: Pick<Ticket, 'id' | 'mergedIntoId'>): void {
  if (mergedIntoId)
    refuse('wrong-input', {
      why: `Ticket #${id} was merged into #${mergedIntoId}. Go on there, or undo the merge.`,
    })
}
