import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { id, instant, type MacroId, type TeamId } from './columns.ts'
import { fieldType } from './enums.ts'
import { guard, isManager, isStaff } from './policies.ts'
import { teams } from './teams.ts'

/** A canned answer with what is done beside it. `core/macros/macro.ts` types the actions. */
export const macros = pgTable(
  'macros',
  {
    id: id<MacroId>(),
    name: text().notNull(),
    teamId: integer()
      .$type<TeamId>()
      .references(() => teams.id), // Null: every team's.
    text: text().notNull(), // With {{variables}}; empty: it writes nothing.
    note: boolean().notNull().default(false), // It is written as a note.
    actions: jsonb().notNull().$type<unknown>(),
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
    deletedAt: instant(), // Null: it stands.
  },
  (t) => [
    unique('macros_name').on(t.teamId, t.name, t.deletedAt).nullsNotDistinct(),
    check('macro_has_a_name', sql`length(trim(${t.name})) between 1 and 80`),
    check('macro_is_short', sql`length(${t.text}) <= 20000`),
    ...guard('macros', isStaff, isManager),
  ],
)

/** What a ticket's facts of a name must be. Their values are in `metadata`, in the one form of their type. */
export const fields = pgTable(
  'fields',
  {
    key: text().primaryKey(), // As in metadata.
    label: text().notNull(),
    type: fieldType().notNull(),
    options: text().array().notNull().default([]), // Of selects.
    teamId: integer()
      .$type<TeamId>()
      .references(() => teams.id), // Null: every team's tickets have it.
    required: boolean().notNull().default(false), // A ticket is not resolved without it.
    position: integer().notNull(),
    createdAt: instant().notNull(),
    retiredAt: instant(), // No longer asked for, values are kept; null: in use.
  },
  (t) => [
    index('fields_team_id').on(t.teamId),
    check('field_key_is_a_name', sql`${t.key} ~ '^[a-zA-Z0-9_.-]{1,64}$'`),
    check(
      'selects_have_options',
      sql`(${t.type} in ('select', 'multi_select')) = (cardinality(${t.options}) > 0)`,
    ),
    ...guard('fields', isStaff, isManager),
  ],
)
