import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { calendars } from './calendars.ts'
import {
  type CalendarId,
  type ClockId,
  citext,
  id,
  instant,
  type LadderId,
  type SlaPolicyId,
  type TeamId,
  type TicketId,
} from './columns.ts'
import { clockState, slaEntryKind, slaTarget, type TicketPriority } from './enums.ts'
import { guard, isManager, isStaff, withTicket } from './policies.ts'
import { teams } from './teams.ts'
import { tickets } from './tickets.ts'

/** Business minutes; a target that is absent is not promised. */
export interface SlaTargets {
  first?: number
  next?: number
  resolution?: number
  ladderId?: LadderId
}

/** What is promised to whom. The first enabled one, by position, whose team and conditions fit a ticket is its policy. */
export const slaPolicies = pgTable(
  'sla_policies',
  {
    id: id<SlaPolicyId>(),
    name: citext().notNull().unique('sla_policies_name'),
    position: integer().notNull(),
    enabled: boolean().notNull(),
    teamId: integer()
      .$type<TeamId>()
      .references(() => teams.id), // Null: every team's tickets.
    conditions: jsonb().$type<unknown>(), // As a rule's; null: every ticket.
    targets: jsonb().notNull().$type<Partial<Record<TicketPriority, SlaTargets>>>(),
    calendarId: integer()
      .$type<CalendarId>()
      .references(() => calendars.id), // Null: the team's.
    version: integer().notNull(),
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
    deletedAt: instant(), // Null: it stands.
  },
  (t) => [
    index('sla_policies_position').on(t.position, t.id).where(sql`deleted_at is null`),
    index('sla_policies_team_id').on(t.teamId),
    index('sla_policies_calendar_id').on(t.calendarId),
    ...guard('sla_policies', isStaff, isManager),
  ],
)

/**
 * What happened to a ticket's clocks. Only ever added; each clock, pause and state is derived from it, and
 * `sla_clocks` holds what was derived last.
 */
export const slaEntries = pgTable(
  'sla_entries',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    target: slaTarget().notNull(),
    round: integer().notNull(), // 1, 2, 3 … of the same target; a first response has one alone.
    kind: slaEntryKind().notNull(),
    at: instant().notNull(),
    minutes: integer(), // Promised from here on, counted from the start; set by start and retarget.
    policyId: integer()
      .$type<SlaPolicyId>()
      .references(() => slaPolicies.id),
    calendarId: integer()
      .$type<CalendarId>()
      .references(() => calendars.id), // Null: every minute counts.
    reason: text().notNull(), // `waiting on the requester`, `priority is now HIGH`.
  },
  (t) => [
    index('sla_entries_ticket_id').on(t.ticketId, t.target, t.round, t.id),
    index('sla_entries_policy_id').on(t.policyId),
    index('sla_entries_calendar_id').on(t.calendarId),
    check(
      'starts_and_retargets_promise',
      sql`(${t.kind} in ('start', 'retarget')) = (${t.minutes} is not null)`,
    ),
    ...guard('sla_entries', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)

/** The state of each clock, derived from its entries. The SLA worker sleeps until the smallest `next_at`. */
export const slaClocks = pgTable(
  'sla_clocks',
  {
    id: id<ClockId>(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    target: slaTarget().notNull(),
    round: integer().notNull(),
    state: clockState().notNull(),
    policyId: integer()
      .$type<SlaPolicyId>()
      .references(() => slaPolicies.id),
    calendarId: integer()
      .$type<CalendarId>()
      .references(() => calendars.id),
    minutes: integer().notNull(), // Promised, in business minutes.
    startedAt: instant().notNull(),
    warnAt: instant(), // 20 % are left then; null while paused and after its end.
    dueAt: instant(), // It breaches then; null while paused and after its end.
    nextAt: instant(), // The first of these that has not been told; null: nothing is left to tell.
    warnedAt: instant(),
    breachedAt: instant(), // The moment of the breach, not of its telling.
    stoppedAt: instant(),
    elapsedMs: bigint({ mode: 'number' }), // Business time it took, once it has stopped.
    pausedMs: bigint({ mode: 'number' }), // Wall time it was paused, once it has stopped.
  },
  (t) => [
    uniqueIndex('sla_clocks_place').on(t.ticketId, t.target, t.round),
    index('sla_clocks_next_at').on(t.nextAt).where(sql`next_at is not null`),
    index('sla_clocks_stopped_at').on(t.stoppedAt).where(sql`state = 'stopped'`),
    index('sla_clocks_policy_id').on(t.policyId),
    index('sla_clocks_calendar_id').on(t.calendarId),
    ...guard('sla_clocks', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)
