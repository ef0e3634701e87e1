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
  opened: ['slack.show'],
  received: ['slack.show'],
  replied: ['slack.show'],
  unsent: ['slack.show'],
  noted: ['slack.show'],
  edited: ['slack.show'],
  edited_late: ['slack.show'],
  corrected: ['slack.show'],
  left_as_sent: ['slack.show'],
  removed: ['slack.show'],
  removed_late: ['slack.show'],
  claimed: ['slack.show'],
  assigned: ['slack.show'],
  transferred: ['slack.show'],
  prioritised: ['slack.show'],
  renamed: ['slack.show'],
  moved: ['slack.show'],
  escalated: ['slack.show'],
  escalation_acknowledged: ['slack.show'],
  resolved: ['slack.show'],
  closed: ['slack.show'],
  reopened: ['slack.show'],
  sla_warned: ['slack.show'],
  sla_breached: ['slack.show'],
  sla_policy_chosen: ['slack.show'],
  snoozed: ['slack.show'],
  woken: ['slack.show'],
  archived: ['slack.show'],
  unarchived: ['slack.show'],
  deleted: ['slack.show'],
  restored: ['slack.show'],
  marked_sensitive: ['slack.show'],
  watched: ['slack.show'],
  unwatched: ['slack.show'],
  tagged: ['slack.show'],
  skills_needed: [],
  rules_stopped: [],
  answered_by_itself: ['slack.show'],
  merged: ['slack.show'],
  unmerged: ['slack.show'],
  carried: [],
  described: [],
  viewed: [],
  sent: ['slack.show'],
  not_sent: ['slack.show'],
  undelivered: ['slack.show'],
  resent: ['slack.show'],
  acknowledged: [],
  not_acknowledged: [],
  accepted: [],
  dropped: [],
  unsubscribed: [],
  mail_decided: [],
  reminded: ['slack.show'],
  fell_silent: ['slack.show'],
  survey_asked: ['slack.survey'],
  rated: ['slack.show'],
  settled: ['slack.show'],
} as const satisfies Record<string, readonly TicketJob[]>

export type EventKind = keyof typeof audience

export function listenersOf(kind: EventKind): readonly TicketJob[] {
  return audience[kind]
}
