import type { TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import type { Work } from './app.ts'
import { type EventKind, listenersOf } from './audience.ts'

/** What changed, as old and new: `{ status: ['open', 'resolved'] }`. */
export type Changes = Record<string, readonly [before: unknown, after: unknown]>
type Details = { changes?: Changes } & Record<string, unknown>

/**
 * Writes what happened to a ticket, and queues whoever must hear, all in the unit's own transaction. The database
 * chains the row to the one before, and tells the live pages.
 */
export async function record(
  work: Work,
  ticketId: TicketId,
  kind: EventKind,
  details: Details = {},
): Promise<void> {
  await work.tx
    .insert(events)
    .values({ chain: `ticket:${ticketId}`, ticketId, kind, ...by(work), details })
  for (const job of listenersOf(kind)) work.enqueue(job, { ticket: ticketId })
}

/** Things that are configured: each has a chain of its own, `team:3`. */
type Subject =
  | 'team'
  | 'person'
  | 'mailbox'
  | 'token'
  | 'mail'
  | 'desk'
  | 'domain'
  | 'address'
  | 'template'
  | 'slack'

/** Writes what happened to the desk's configuration: the audit trail's other half. */
export async function recordDesk(
  work: Work,
  subject: Subject,
  id: string | number,
  kind: string,
  details: Details = {},
): Promise<void> {
  await work.tx.insert(events).values({ chain: `${subject}:${id}`, kind, ...by(work), details })
}

function by({ actor, now }: Work) {
  return {
    actorId: actor?.personId ?? null,
    via: actor?.via ?? ('system' as const),
    ip: actor?.ip ?? null,
    at: now,
  }
}
