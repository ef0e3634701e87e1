import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { citext, id, instant, type MailboxId, type PersonId, type TeamId } from './columns.ts'
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
    createdAt: instant().notNull(),
  },
  (t) => [
    check('team_has_a_name', sql`length(trim(${t.name}::text)) between 1 and 80`),
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
