import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import {
  id,
  instant,
  type NotificationId,
  type PersonId,
  type TeamId,
  type TicketId,
} from './columns.ts'
import { notificationState } from './enums.ts'
import { people } from './people.ts'
import { guard, isStaff, me, seesEverything, withTicket } from './policies.ts'
import { teams } from './teams.ts'
import { tickets } from './tickets.ts'

/** What somebody, or a channel, is to be told about a ticket: once for each thing, by the way they chose. */
export const notifications = pgTable(
  'notifications',
  {
    id: id<NotificationId>(),
    key: text().notNull().unique('notifications_key'), // `event:77:12`, `escalation:5:2:12`: one for each thing and person.
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    personId: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: a channel is told.
    slackChannel: text(), // Its id; null: a person is told.
    kind: text().notNull(), // `assigned`, `received`, `mentioned`, `sla_warning`, `sla_breach`, `escalated` …
    details: jsonb().notNull().$type<Record<string, unknown>>(),
    notBefore: instant().notNull(), // The end of quiet hours; else when it happened.
    state: notificationState().notNull().default('waiting'),
    by: text(), // `slack`, `email` or `digest`; null: not decided yet.
    endedAt: instant(),
    attempts: integer().notNull().default(0),
    reason: text(), // Why it was dropped or failed, in words.
    createdAt: instant().notNull(),
  },
  (t) => [
    index('notifications_waiting').on(t.notBefore, t.id).where(sql`state = 'waiting'`),
    index('notifications_ticket_id').on(t.ticketId, t.id),
    index('notifications_person_id').on(t.personId, t.id),
    check('somebody_is_told', sql`(${t.personId} is null) <> (${t.slackChannel} is null)`),
    check(
      'ended_notifications_have_an_end',
      sql`(${t.state} = 'waiting') = (${t.endedAt} is null)`,
    ),
    ...guard(
      'notifications',
      sql`${seesEverything} or person_id = ${me} or (${isStaff} and ${withTicket(sql`ticket_id`)})`,
    ),
  ],
)

/** How a requester says it went. Asked once for each conversation. */
export const surveys = pgTable(
  'surveys',
  {
    ticketId: integer()
      .primaryKey()
      .$type<TicketId>()
      .references(() => tickets.id),
    teamId: integer()
      .notNull()
      .$type<TeamId>()
      .references(() => teams.id), // Whose work it was.
    agentId: integer()
      .$type<PersonId>()
      .references(() => people.id), // Whose work it was; null: nobody's.
    askedAt: instant().notNull(),
    answeredAt: instant(), // Null: not answered.
    rating: integer(), // 1 bad … 5 good.
    comment: text(),
  },
  (t) => [
    index('surveys_team_id').on(t.teamId, t.askedAt),
    index('surveys_agent_id').on(t.agentId),
    check('rating_counts', sql`${t.rating} between 1 and 5`),
    check('answers_rate', sql`(${t.rating} is null) = (${t.answeredAt} is null)`),
    check('comment_is_short', sql`length(${t.comment}) <= 4000`),
    ...guard('surveys', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)
