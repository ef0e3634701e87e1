import { and, asc, inArray, isNull, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import type { Facts } from './facts.ts'

/** What a ticket's history says was so from a moment on. */
export interface Turn {
  at: Date
  patch: Partial<Facts>
}

/** Facts whose every change is in a ticket's events, with its new value. */
const kept = [
  'status',
  'priority',
  'teamId',
  'assigneeId',
  'tags',
  'escalation',
  'reopened',
  'subject',
] as const

/** What has happened to tickets, in order: two statements for all of them. */
export async function readTurns(db: Reader, ids: TicketId[]): Promise<Map<TicketId, Turn[]>> {
  const changed = await db
    .select({
      ticketId: events.ticketId,
      at: events.at,
      changes: sql<Record<string, [unknown, unknown]>>`${events.details} -> 'changes'`,
    })
    .from(events)
    .where(and(inArray(events.ticketId, ids), sql`jsonb_exists(${events.details}, 'changes')`))
    .orderBy(asc(events.id))
  const said = await db
    .select({
      ticketId: messages.ticketId,
      at: messages.createdAt,
      direction: messages.direction,
      visibility: messages.visibility,
      automatic: messages.automatic,
    })
    .from(messages)
    .where(and(inArray(messages.ticketId, ids), isNull(messages.deletedAt)))
    .orderBy(asc(messages.id))
  const counts = new Map<TicketId, number>()
  const turns = [
    ...changed.map(({ ticketId, at, changes }) => ({ ticketId, at, patch: patchOf(changes) })),
    ...said.map(({ ticketId, at, ...message }) => {
      const count = (counts.get(ticketId) ?? 0) + 1
      counts.set(ticketId, count)
      return { ticketId, at, patch: { messages: count, ...lastOf(message, at) } }
    }),
  ]
  turns.sort((a, b) => a.at.getTime() - b.at.getTime())
  return Map.groupBy(turns, ({ ticketId }) => ticketId as TicketId)
}

function patchOf(changes: Record<string, [unknown, unknown]>): Partial<Facts> {
  return Object.fromEntries(
    kept.flatMap((fact) => (changes[fact] ? [[fact, changes[fact][1]]] : [])),
  )
}

type Message = Pick<typeof messages.$inferSelect, 'direction' | 'visibility' | 'automatic'>

function lastOf({ direction, visibility, automatic }: Message, at: Date): Partial<Facts> {
  if (visibility !== 'public' || automatic) return {}
  return direction === 'inbound' ? { lastRequesterMessageAt: at } : { lastAgentMessageAt: at }
}
