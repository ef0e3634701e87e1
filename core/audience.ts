import type { TicketId } from '#db/schema/columns.ts'
import type { JobData, JobName } from './jobs.ts'

/** The jobs that are about a ticket and need to know no more than which. */
type TicketJob = {
  [Name in JobName]: JobData<Name> extends { ticket: TicketId } ? Name : never
}[JobName]

/**
 * What can happen to a ticket, and who must hear of it. This table is the only place that knows: `record` reads it
 * to queue the jobs, and each edge implements the jobs whose world it touches. Live pages hear of every event by
 * the database's own notification.
 */
const audience = {
  opened: ['mail.acknowledge'],
  received: [],
  replied: [],
  unsent: [],
  noted: [],
  claimed: [],
  assigned: [],
  transferred: [],
  prioritised: [],
  renamed: [],
  moved: [],
  escalated: [],
  resolved: [],
  closed: [],
  reopened: [],
  snoozed: [],
  woken: [],
  archived: [],
  unarchived: [],
  deleted: [],
  restored: [],
  marked_sensitive: [],
  watched: [],
  described: [],
  viewed: [],
  sent: [],
  not_sent: [],
  undelivered: [],
  resent: [],
  acknowledged: [],
  not_acknowledged: [],
} as const satisfies Record<string, readonly TicketJob[]>

export type EventKind = keyof typeof audience

export function listenersOf(kind: EventKind): readonly TicketJob[] {
  return audience[kind]
}
