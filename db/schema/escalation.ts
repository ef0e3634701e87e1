import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { calendars } from './calendars.ts'
import {
  type CalendarId,
  type ClockId,
  citext,
  type EscalationId,
  id,
  instant,
  type LadderId,
  type PersonId,
  type TicketId,
} from './columns.ts'
import { people } from './people.ts'
import { guard, isManager, isStaff, withTicket } from './policies.ts'
import { tickets } from './tickets.ts'

/** Who is told next when nobody takes notice. `core/escalation/ladder.ts` types the steps. */
export const ladders = pgTable(
  'ladders',
  {
    id: id<LadderId>(),
    name: citext().notNull().unique('ladders_name'),
    steps: jsonb().notNull().$type<unknown>(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
    deletedAt: instant(), // Null: it stands.
  },
  () => guard('ladders', isStaff, isManager),
)

/** A ladder being climbed for a ticket, until somebody acknowledges or the ticket ends. */
export const escalations = pgTable(
  'escalations',
  {
    id: id<EscalationId>(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    clockId: integer().$type<ClockId>(), // The clock that breached or is about to; null: somebody escalated.
    ladderId: integer()
      .$type<LadderId>()
      .references(() => ladders.id), // Null: no ladder, the team's leads are told once.
    ladderVersion: integer(),
    calendarId: integer()
      .$type<CalendarId>()
      .references(() => calendars.id), // By which the minutes between steps count; null: every minute.
    reason: text().notNull(), // In words, for those who are told.
    startedAt: instant().notNull(),
    startedById: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: the desk itself.
    step: integer().notNull().default(0), // Steps taken.
    nextAt: instant(), // When the next step is due; null: none is.
    acknowledgedAt: instant(),
    acknowledgedById: integer()
      .$type<PersonId>()
      .references(() => people.id),
    endedAt: instant(), // Acknowledged, or its ticket or clock has ended; null: somebody can acknowledge it.
  },
  (t) => [
    uniqueIndex('escalations_of_a_clock').on(t.clockId).where(sql`clock_id is not null`),
    index('escalations_ticket_id').on(t.ticketId, t.id),
    index('escalations_next_at').on(t.nextAt).where(sql`next_at is not null`),
    index('escalations_ladder_id').on(t.ladderId),
    index('escalations_calendar_id').on(t.calendarId),
    ...guard('escalations', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)
