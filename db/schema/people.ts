import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { citext, id, instant, type PersonId } from './columns.ts'
import { agentRole, presence } from './enums.ts'
import { guard, isAdmin, isManager, isStaff, me, nobody, seesEverything } from './policies.ts'

/** Anyone who writes or answers. A person has one or more addresses; those who answer are agents too. */
export const people = pgTable(
  'people',
  {
    id: id<PersonId>(),
    name: text().notNull(), // Empty: only the address is known.
    language: text(), // BCP 47; null: not known, so their team's.
    createdAt: instant().notNull(),
  },
  (t) => [
    check('person_name_is_short', sql`length(${t.name}) <= 200`),
    check('person_language_is_a_tag', sql`is_language(${t.language})`),
    ...guard(
      'people',
      sql`${seesEverything} or id = ${me}
        or exists (select from agents a where a.person_id = people.id)
        or exists (select from participants p where p.person_id = people.id)`,
      sql`${isManager}`,
    ),
  ],
)

export const addresses = pgTable(
  'addresses',
  {
    address: citext().primaryKey(), // In lower case.
    personId: integer()
      .notNull()
      .$type<PersonId>()
      .references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('addresses_person_id').on(t.personId),
    index('addresses_as_text').on(sql`(address::text)`), // For look-ups: see core/people/find-or-add.ts.
    check('address_has_one_shape', sql`is_address(${t.address}::text)`),
    ...guard(
      'addresses',
      sql`exists (select from people p where p.id = person_id)`,
      sql`${isManager}`,
    ),
  ],
)

/** When somebody works or a desk is open: for each day of the week (ISO, 1 Monday … 7 Sunday) its windows. */
export type WeekHours = Partial<Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', DayWindow[]>>
/** `['09:00', '12:30']`; ends at `24:00` at the latest. */
export type DayWindow = [from: string, to: string]

/** A person who answers. What they may see is told by role and teams, never by anything sent from a client. */
export const agents = pgTable(
  'agents',
  {
    personId: integer()
      .primaryKey()
      .$type<PersonId>()
      .references(() => people.id),
    role: agentRole().notNull(),
    userId: text().unique('agents_user_id'), // The sign-in of this agent; null: none yet.
    createdAt: instant().notNull(),
    deactivatedAt: instant(), // Null: active.
    capacity: integer(), // Weighted open tickets at most (desk_settings); null: no limit.
    timeZone: text().notNull().default('UTC'), // IANA.
    workingHours: jsonb().$type<WeekHours>(), // In their zone; null: at any time.
    languages: text().array().notNull().default([]), // BCP 47, that they answer in.
    presence: presence().notNull().default('available'),
    awayUntil: instant(), // They are available again then; null: until they say so.
    notifySlack: boolean().notNull().default(true),
    notifyEmail: boolean().notNull().default(true), // Of what Slack does not tell them.
    notifyDigest: boolean().notNull().default(false), // One mail a day in place of one for each thing.
    quietHours: jsonb().$type<WeekHours>(), // In their zone, when they are told nothing; null: never.
  },
  (t) => [
    index('agents_away_until').on(t.awayUntil).where(sql`away_until is not null`),
    check('capacity_counts', sql`${t.capacity} >= 0`),
    check('only_those_away_come_back', sql`${t.awayUntil} is null or ${t.presence} <> 'available'`),
    ...guard('agents', isStaff, isAdmin),
  ],
)

/** What came once and must have its effect once: a delivery, an event id, a request's Idempotency-Key. */
export const receipts = pgTable(
  'receipts',
  { key: text().primaryKey(), at: instant().notNull(), result: text() },
  (t) => [index('receipts_at').on(t.at), ...guard('receipts', isStaff)],
)

/** Access for programs. Only a hash is kept, so a stolen backup opens nothing. */
export const tokens = pgTable(
  'tokens',
  {
    hash: text().primaryKey(), // SHA-256 of the token, hex.
    personId: integer()
      .notNull()
      .$type<PersonId>()
      .references(() => people.id),
    name: text().notNull(),
    scopes: text().array().notNull(),
    createdAt: instant().notNull(),
    lastUsedAt: instant(),
    expiresAt: instant(), // Null: until revoked.
    revokedAt: instant(),
  },
  (t) => [
    index('tokens_person_id').on(t.personId),
    ...guard('tokens', sql`${isAdmin} or person_id = ${me}`),
  ],
)

/** Links that let somebody in once: the first admin's set-up. Hashed, expiring, single use. */
export const invitations = pgTable(
  'invitations',
  {
    hash: text().primaryKey(), // SHA-256 of the link's token, hex.
    purpose: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    check('invitation_purpose', sql`${t.purpose} in ('setup')`),
    ...guard('invitations', nobody),
  ],
)
