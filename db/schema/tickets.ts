import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'
import {
  citext,
  instant,
  type MailboxId,
  type PersonId,
  type SlaPolicyId,
  type TeamId,
  type TicketId,
  tsvector,
} from './columns.ts'
import { participation, slaStatus, ticketPriority, ticketStatus } from './enums.ts'
import { people } from './people.ts'
import { guard, isStaff, seesTicket, withTicket } from './policies.ts'
import { mailboxes, teams } from './teams.ts'

const alive = sql`deleted_at is null and archived_at is null`

/** One conversation with one requester, however many channels it travels through. */
export const tickets = pgTable(
  'tickets',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity({ startWith: 1001 }).$type<TicketId>(),
    subject: text().notNull(),
    status: ticketStatus().notNull(),
    priority: ticketPriority().notNull(),
    escalation: integer().notNull().default(0), // 0: not escalated.
    reopened: integer().notNull().default(0), // How often.
    sensitive: boolean().notNull().default(false), // Seen by assignee, watchers and managers only.
    requesterId: integer()
      .notNull()
      .$type<PersonId>()
      .references(() => people.id),
    teamId: integer()
      .notNull()
      .$type<TeamId>()
      .references(() => teams.id),
    assigneeId: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: anyone may take it.
    mailboxId: integer()
      .$type<MailboxId>()
      .references(() => mailboxes.id), // Where answers come from; null: the team's first.
    followsId: integer().$type<TicketId>(), // The closed ticket that this one goes on from.
    openedAt: instant().notNull(),
    updatedAt: instant().notNull(), // The last thing that happened; lists are sorted by it.
    firstResponseAt: instant(),
    lastRequesterMessageAt: instant(),
    lastAgentMessageAt: instant(),
    resolvedAt: instant(), // Set exactly while resolved or closed, see the check below.
    resolvedById: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null beside resolvedAt: the desk itself.
    closedAt: instant(),
    closedById: integer()
      .$type<PersonId>()
      .references(() => people.id),
    snoozedUntil: instant(), // Wakes then, or when the requester writes.
    tags: text().array().notNull().default([]), // In lower case, each once, sorted.
    skills: jsonb().notNull().default({}).$type<Record<string, number>>(), // That it needs beside its team's, with the least level.
    mergedIntoId: integer()
      .$type<TicketId>()
      .references((): AnyPgColumn => tickets.id), // Its conversation goes on there; null: here.
    slaStatus: slaStatus().notNull().default('no_sla'), // As of its last change; `sla_status()` tells it as of a moment.
    slaDueAt: instant(), // The first moment at which a running clock of it breaches or has; null: none runs.
    slaWarnAt: instant(), // The first moment at which 20 % are left of one; null: none runs.
    slaPolicyId: integer().$type<SlaPolicyId>(), // Chosen for it by a rule or by hand; null: the first policy that fits.
    rulesPlace: integer().notNull().default(0), // The last place of its chain of events that rules on changes have looked at.
    remindedAt: instant(), // When its requester was last asked whether they still need an answer; before our last: not since. Null: never.
    archivedAt: instant(), // Out of the lists, found by search.
    deletedAt: instant(), // Out of everything, until restored.
    search: tsvector().generatedAlwaysAs((): SQL => sql`to_tsvector('simple', subject)`),
  },
  (t) => [
    index('tickets_updated_at').on(t.updatedAt.desc(), t.id.desc()).where(alive),
    index('tickets_status').on(t.status, t.updatedAt.desc(), t.id.desc()).where(alive),
    index('tickets_team').on(t.teamId, t.updatedAt.desc(), t.id.desc()).where(alive),
    index('tickets_assignee').on(t.assigneeId, t.updatedAt.desc(), t.id.desc()).where(alive),
    index('tickets_requester_id').on(t.requesterId),
    index('tickets_follows_id').on(t.followsId).where(sql`follows_id is not null`),
    index('tickets_snoozed_until').on(t.snoozedUntil).where(sql`snoozed_until is not null`),
    index('tickets_sla').on(t.slaStatus, t.slaDueAt, t.id).where(alive),
    index('tickets_sla_due_at').on(t.slaDueAt, t.id).where(alive),
    index('tickets_sla_warn_at').on(t.slaWarnAt).where(sql`${alive} and sla_status = 'on_track'`),
    index('tickets_tags').using('gin', t.tags),
    index('tickets_merged_into_id').on(t.mergedIntoId).where(sql`merged_into_id is not null`),
    // An agent's load, and a queue from what goes first: both are asked at each assignment.
    index('tickets_load')
      .on(t.assigneeId, t.priority)
      .where(sql`status not in ('resolved', 'closed') and deleted_at is null`),
    index('tickets_queue')
      .on(t.teamId, t.priority.desc(), t.id)
      .where(
        sql`assignee_id is null and status not in ('resolved', 'closed') and deleted_at is null`,
      ),
    index('tickets_resolved')
      .on(t.teamId, t.resolvedAt)
      .where(sql`status = 'resolved' and deleted_at is null`),
    index('tickets_silent')
      .on(t.teamId, t.lastAgentMessageAt)
      .where(sql`status = 'awaiting_customer' and deleted_at is null`),
    index('tickets_search').using('gin', t.search),
    check(
      'a_merged_ticket_points_elsewhere',
      sql`${t.mergedIntoId} is null or (${t.mergedIntoId} <> ${t.id} and ${t.status} = 'closed')`,
    ),
    check('subject_is_short', sql`length(${t.subject}) <= 1000`),
    check('counts_count', sql`${t.escalation} >= 0 and ${t.reopened} >= 0`),
    check(
      'resolved_at_tells_the_truth',
      sql`(${t.status} in ('resolved', 'closed')) = (${t.resolvedAt} is not null)`,
    ),
    check('closed_at_tells_the_truth', sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    check('only_waiting_tickets_sleep', sql`${t.snoozedUntil} is null or ${t.status} = 'on_hold'`),
    check(
      'only_ended_tickets_are_archived',
      sql`${t.archivedAt} is null or ${t.status} in ('resolved', 'closed')`,
    ),
    ...guard('tickets', seesTicket),
  ],
)

/** Who takes part. A `proposed` person was named in Cc: they may write, but get mail only once an agent accepts them. */
export const participants = pgTable(
  'participants',
  {
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    personId: integer()
      .notNull()
      .$type<PersonId>()
      .references(() => people.id),
    role: participation().notNull(),
    address: citext(), // The one they last took part with; answers go there. Null: they ask in Slack alone.
    unsubscribedAt: instant(), // They asked to get no more of its mail; null: they get it.
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ticketId, t.personId] }),
    index('participants_person_id').on(t.personId),
    ...guard('participants', withTicket(sql`ticket_id`)),
  ],
)

/** Agents who follow a ticket without owning it. */
export const watchers = pgTable(
  'watchers',
  {
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    personId: integer()
      .notNull()
      .$type<PersonId>()
      .references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ticketId, t.personId] }),
    index('watchers_person_id').on(t.personId),
    ...guard('watchers', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)

/** Free key-value facts about a ticket, set by people and programs. */
export const metadata = pgTable(
  'metadata',
  {
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    key: text().notNull(),
    value: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ticketId, t.key] }),
    index('metadata_key_value').on(t.key, sql`left(value, 200)`),
    check('metadata_key_is_a_name', sql`${t.key} ~ '^[a-zA-Z0-9_.-]{1,64}$'`),
    check('metadata_value_is_short', sql`length(${t.value}) <= 4000`),
    ...guard('metadata', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)
