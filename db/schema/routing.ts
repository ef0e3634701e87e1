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
import {
  citext,
  type DecisionId,
  id,
  instant,
  type PersonId,
  type RuleId,
  type TeamId,
  type TicketId,
} from './columns.ts'
import { people } from './people.ts'
import { guard, isManager, isStaff, withTicket } from './policies.ts'
import { teams } from './teams.ts'
import { tickets } from './tickets.ts'

/** What tickets can need and agents can know. */
export const skills = pgTable(
  'skills',
  { name: citext().primaryKey(), createdAt: instant().notNull() },
  (t) => [
    check('skill_is_a_name', sql`${t.name}::text ~ '^[a-z0-9][a-z0-9 _.+-]{0,63}$'`), // In lower case.
    ...guard('skills', isStaff, isManager),
  ],
)

export const agentSkills = pgTable(
  'agent_skills',
  {
    personId: integer()
      .notNull()
      .$type<PersonId>()
      .references(() => people.id),
    skill: citext()
      .notNull()
      .references(() => skills.name),
    level: integer().notNull(), // 1 knows some, 5 knows all.
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.skill] }),
    index('agent_skills_skill').on(t.skill),
    check('skill_level', sql`${t.level} between 1 and 5`),
    ...guard('agent_skills', isStaff, isManager),
  ],
)

/** What holds for every team. One row. */
export const deskSettings = pgTable(
  'desk_settings',
  {
    id: integer().primaryKey().default(1),
    priorityWeights: jsonb().$type<Record<string, number>>(), // What a ticket of a priority takes of an agent's capacity; null: one each.
    spamDays: integer().default(30), // Spam and rejected mail lose their bytes after so long; null: never.
    changedAt: instant().notNull(),
  },
  (t) => [
    check('one_desk', sql`${t.id} = 1`),
    check('spam_days_count', sql`${t.spamDays} > 0`),
    ...guard('desk_settings', isStaff, isManager),
  ],
)

/** What is done with tickets by themselves, in the order of their positions. `core/routing/rule.ts` types their JSON. */
export const rules = pgTable(
  'rules',
  {
    id: id<RuleId>(),
    name: text().notNull(),
    teamId: integer()
      .$type<TeamId>()
      .references(() => teams.id), // Whose tickets it looks at; null: everybody's.
    position: integer().notNull(),
    enabled: boolean().notNull(),
    definition: jsonb().notNull().$type<unknown>(), // Scope, conditions and actions.
    version: integer().notNull(), // Of its definition; those before are in `versions`.
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
    deletedAt: instant(), // Null: it stands.
    lookedAt: instant(), // By the clock: what has turned since is looked at next; null: it has not seen every ticket yet.
    lookedTo: integer().$type<TicketId>(), // How far its pass over all tickets has come; null: it begins anew.
  },
  (t) => [
    index('rules_position').on(t.position, t.id).where(sql`deleted_at is null`),
    index('rules_team_id').on(t.teamId),
    index('rules_scope').on(sql`(definition->>'scope')`).where(sql`enabled and deleted_at is null`),
    check('rule_has_a_name', sql`length(trim(${t.name})) between 1 and 120`),
    ...guard('rules', isStaff, isManager),
  ],
)

/** Which rules by the clock have had their say about which tickets: once for each version, until it matches anew. */
export const ruleFirings = pgTable(
  'rule_firings',
  {
    ruleId: integer()
      .notNull()
      .$type<RuleId>()
      .references(() => rules.id),
    version: integer().notNull(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ruleId, t.version, t.ticketId] }),
    index('rule_firings_ticket_id').on(t.ticketId),
    ...guard('rule_firings', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)

/** What the desk decided about a ticket by itself, with the facts it went by. Only ever added. */
export const decisions = pgTable(
  'decisions',
  {
    id: id<DecisionId>(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    kind: text().notNull(), // `rules`, `assignment`, `sla`, `escalation`, `time`.
    words: text().notNull(), // One sentence that names the deciding fact.
    details: jsonb().notNull().$type<Record<string, unknown>>(), // Each candidate or rule, chosen or not, and why.
    at: instant().notNull(),
  },
  (t) => [
    index('decisions_ticket_id').on(t.ticketId, t.id),
    ...guard('decisions', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)
