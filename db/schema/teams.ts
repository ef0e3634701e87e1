import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'
import { calendars } from './calendars.ts'
import {
  type CalendarId,
  citext,
  id,
  instant,
  type MailboxId,
  type PersonId,
  type TeamId,
} from './columns.ts'
import { assignmentStrategy } from './enums.ts'
import { people } from './people.ts'
import { guard, isManager, isStaff } from './policies.ts'

/** A group of agents with a queue of its own. Every ticket belongs to exactly one team. */
export const teams = pgTable(
  'teams',
  {
    id: id<TeamId>(),
    name: citext().notNull().unique('teams_name'),
    slackChannel: text(), // Null: the team does not work in Slack.
    reopenDays: integer().default(14), // Mail on a closed ticket reopens it for so long; 0 never, null always.
    language: text().notNull().default('en'), // BCP 47; of mail to those whose language is not known.
    acknowledgeHours: integer(), // Mail that opens a ticket is acknowledged, one mail a sender in so many hours; null: never.
    acceptsUnproven: boolean().notNull().default(true), // People are believed to be who their mail says, though nothing proves it.
    acceptsCopied: boolean().notNull().default(false), // Those in Cc join at once when the sender takes part and is proven.
    answersByMail: boolean().notNull().default(false), // Its agents may answer from their own mail.
    repliesByDefault: boolean().notNull().default(false), // What its agents write in a Slack thread goes to the requester.
    digestAt: text().notNull().default('09:00'), // When its Slack channel gets the daily digest, by its calendar's zone.
    calendarId: integer()
      .$type<CalendarId>()
      .references(() => calendars.id), // Null: open at any time, UTC.
    strategy: assignmentStrategy().notNull().default('manual'),
    skills: jsonb().notNull().default({}).$type<Record<string, number>>(), // That all its tickets need, with the least level.
    followUpToLast: boolean().notNull().default(true), // Whoever had the conversation before gets it again.
    turns: integer().notNull().default(0), // Given so far by round robin.
    remindAfterHours: integer(), // Silent requesters are asked once, so long after our answer; null: never.
    closeAfterHours: integer(), // What is resolved closes so long after, null: never.
    surveys: boolean().notNull().default(false), // Requesters are asked how it went once a ticket is resolved.
    createdAt: instant().notNull(),
  },
  (t) => [
    check('team_has_a_name', sql`length(trim(${t.name}::text)) between 1 and 80`),
    check('digest_at_is_a_time', sql`${t.digestAt} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`),
    check('silence_counts', sql`${t.remindAfterHours} > 0 and ${t.closeAfterHours} > 0`),
    index('teams_calendar_id').on(t.calendarId),
    check('reopen_days_count', sql`${t.reopenDays} >= 0`),
    check('acknowledge_hours_count', sql`${t.acknowledgeHours} between 1 and 720`),
    check('team_language_is_a_tag', sql`is_language(${t.language})`),
    ...guard('teams', isStaff, isManager),
  ],
)

export const memberships = pgTable(
  'memberships',
  {
    teamId: integer()
      .notNull()
      .$type<TeamId>()
      .references(() => teams.id),
    personId: integer()
      .notNull()
      .$type<PersonId>()
      .references(() => people.id),
    createdAt: instant().notNull(),
    turn: integer().notNull().default(0), // The team's turn that was theirs last; the smallest is next.
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.personId] }),
    index('memberships_person_id').on(t.personId),
    ...guard('memberships', isStaff, isManager),
  ],
)

/** An address of ours. Mail to it opens tickets for its team, and the team answers from it. */
export const mailboxes = pgTable(
  'mailboxes',
  {
    id: id<MailboxId>(),
    address: citext().notNull().unique('mailboxes_address'),
    name: text().notNull(), // What customers see beside the address.
    teamId: integer()
      .notNull()
      .$type<TeamId>()
      .references(() => teams.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('mailboxes_team_id').on(t.teamId),
    check('mailbox_address_has_one_shape', sql`is_address(${t.address}::text)`),
    ...guard('mailboxes', isStaff, isManager),
  ],
)
