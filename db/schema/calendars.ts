import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'
import { type CalendarId, citext, id, instant } from './columns.ts'
import type { WeekHours } from './people.ts'
import { guard, isManager, isStaff } from './policies.ts'

/** When a team is open: business time is counted by it. */
export const calendars = pgTable(
  'calendars',
  {
    id: id<CalendarId>(),
    name: citext().notNull().unique('calendars_name'),
    timeZone: text().notNull(), // IANA.
    hours: jsonb().notNull().$type<WeekHours>(),
    icsUrl: text(), // Holidays are taken from there each day; null: they are entered by hand.
    icsReadAt: instant(), // Null: never.
    icsProblem: text(), // Why the last reading failed, in words; null: it did not.
    createdAt: instant().notNull(),
  },
  (t) => [
    check('calendar_has_a_name', sql`length(trim(${t.name}::text)) between 1 and 80`),
    ...guard('calendars', isStaff, isManager),
  ],
)

/** Days on which a calendar is closed, whatever its hours say. */
export const holidays = pgTable(
  'holidays',
  {
    calendarId: integer()
      .notNull()
      .$type<CalendarId>()
      .references(() => calendars.id),
    day: date({ mode: 'string' }).notNull(), // `2026-12-25`, in the calendar's zone.
    name: text().notNull(),
    imported: boolean().notNull(), // By the calendar's iCal; replaced at its next reading.
  },
  (t) => [
    primaryKey({ columns: [t.calendarId, t.day] }),
    index('holidays_day').on(t.day),
    ...guard('holidays', isStaff, isManager),
  ],
)
