import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytes, instant, type PersonId, type TeamId } from './columns.ts'
import { templateKind } from './enums.ts'
import { people } from './people.ts'
import { guard, isAdmin, isManager, isStaff } from './policies.ts'
import { teams } from './teams.ts'

/** Addresses where mail is known not to arrive. In lower case, as text: see addresses_as_text. */
export const suppressions = pgTable(
  'suppressions',
  {
    address: text().primaryKey(),
    reason: text().notNull(), // The bounce, in words.
    since: instant().notNull(),
  },
  (t) => [
    check('suppressed_address_has_one_shape', sql`is_address(${t.address})`),
    check('suppressed_address_is_in_lower_case', sql`${t.address} = lower(${t.address})`),
    ...guard('suppressions', isStaff),
  ],
)

/** The keys that mail out is signed with (RFC 6376); of a domain's, the newest signs. */
export const dkimKeys = pgTable(
  'dkim_keys',
  {
    domain: text().notNull(), // In lower case and ASCII.
    selector: text().notNull(),
    privateKey: bytes().notNull(), // PKCS #8, sealed with the key ring.
    publicKey: text().notNull(), // The `p=` of the DNS record.
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.domain, t.selector] }),
    check('dkim_domain_is_a_host', sql`${t.domain} ~ '^[a-z0-9_-]+(\\.[a-z0-9_-]+)*$'`),
    check('dkim_selector_is_a_label', sql`${t.selector} ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'`),
    ...guard('dkim_keys', isAdmin),
  ],
)

/** Words of our mails that a team has chosen; where there are none, those of core/mails/default-templates.ts. */
export const templates = pgTable(
  'templates',
  {
    teamId: integer()
      .$type<TeamId>()
      .references(() => teams.id), // Null: of every team without its own.
    language: text().notNull(), // BCP 47.
    kind: templateKind().notNull(),
    subject: text(), // Null: the mail takes its subject from what it answers.
    text: text().notNull(), // With {{variables}}; empty: nothing is put there.
    changedById: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: from the command line.
    changedAt: instant().notNull(),
  },
  (t) => [
    unique('templates_place').on(t.teamId, t.language, t.kind).nullsNotDistinct(),
    check('template_language_is_a_tag', sql`is_language(${t.language})`),
    check(
      'only_new_mails_have_subjects',
      sql`(${t.kind} in ('reply_frame', 'signature')) = (${t.subject} is null)`,
    ),
    check('template_is_short', sql`length(${t.text}) <= 20000 and length(${t.subject}) <= 250`),
    ...guard('templates', isStaff, isManager),
  ],
)
