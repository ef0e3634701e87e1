import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, type PersonId } from './columns.ts'
import { people } from './people.ts'
import { guard, isManager, isStaff } from './policies.ts'

/** How a rule, an SLA policy, a calendar or a ladder read at each of its versions. Only ever added. */
export const versions = pgTable(
  'versions',
  {
    subject: text().notNull(), // `rule:7`, `sla_policy:2`, `calendar:1`, `ladder:3`.
    version: integer().notNull(),
    definition: jsonb().notNull().$type<unknown>(),
    changedById: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: from the command line, or the desk itself.
    changedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.version] }),
    ...guard('versions', isStaff, isManager),
  ],
)
