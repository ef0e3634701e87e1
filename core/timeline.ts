import { sql } from 'drizzle-orm'
import type { TicketId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import type { Work } from './app.ts'
import { type EventKind, listenersOf } from './audience.ts'
import { isTold, tellOfEvents } from './notifications/tell-of-event.ts'
import { mayConcernRules } from './routing/rule-events.ts'

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
  const event = { chain: `ticket:${ticketId}`, ticketId, kind, ...by(work) }
  const insert = work.tx
    .insert(events)
    .values({ ...event, details: work.rule ? { ...details, rule: work.rule } : details })
  const asksRules = !work.rule && !work.past && mayConcernRules(kind, details)
  if (!asksRules && !isTold(kind)) await insert
  else {
    const rules = asksRules ? sql<boolean>`has_rules('update')` : sql<boolean>`false`
    const [asked] = await insert.returning({ id: events.id, rules })
    if (asked?.rules)
      work.enqueue('desk.rules', { ticket: ticketId }, { singletonKey: String(ticketId) })
    if (asked && !work.past) await tellOfEvents(work, kind, [{ id: asked.id, ticketId, details }])
  }
  for (const job of listenersOf(kind)) work.enqueue(job, { ticket: ticketId })
}

/** The same for several tickets at once, in one statement. */
export async function recordMany(
  work: Work,
  kind: EventKind,
  rows: readonly { ticketId: TicketId; details: Details }[],
): Promise<void> {
  if (rows.length === 0) return
  const insert = work.tx
    .insert(events)
    .values(rows.map((row) => ({ chain: `ticket:${row.ticketId}`, kind, ...by(work), ...row })))
  if (!isTold(kind)) await insert
  else {
    const added = await insert.returning({ id: events.id })
    const told = added.flatMap(({ id }, place) => (rows[place] ? [{ id, ...rows[place] }] : []))
    await tellOfEvents(work, kind, told)
  }
  for (const ticket of new Set(rows.map(({ ticketId }) => ticketId)))
    for (const job of listenersOf(kind)) work.enqueue(job, { ticket })
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
  | 'sla_policy'
  | 'calendar'
  | 'macro'
  | 'field'
  | 'skill'
  | 'rule'
  | 'ladder'

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
