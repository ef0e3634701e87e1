import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  inet,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { bytes, instant, type PersonId, type TicketId } from './columns.ts'
import { via } from './enums.ts'
import { isStaff, runtime, seesEverything, withTicket } from './policies.ts'

const ofTicketOrDesk = sql`(ticket_id is not null and ${withTicket(sql`ticket_id`)})
  or (ticket_id is null and ${seesEverything})`

/**
 * What happened, to a ticket or to the desk's configuration: timeline and audit trail in one. Rows are only
 * ever added (privilege and trigger), and each carries its place in its chain and the SHA-256 of itself and
 * the row before, written by the trigger `events_chain`.
 */
export const events = pgTable(
  'events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    chain: text().notNull(), // `ticket:1042`, or the subject: `team:3`.
    place: integer().notNull().default(0), // 1, 2, 3 … within the chain; set by the trigger.
    ticketId: integer().$type<TicketId>(), // Null: about the desk, see the chain's name.
    kind: text().notNull(),
    actorId: integer().$type<PersonId>(), // Null: the desk itself.
    via: via().notNull(),
    ip: inet(), // Null: no network door.
    details: jsonb().notNull().$type<Record<string, unknown>>(),
    at: instant().notNull(),
    xact: bigint({ mode: 'bigint' }).notNull().default(sql`pg_current_xact_id()::text::bigint`),
    previousHash: bytes(), // Null: the first of its chain.
    hash: bytes().notNull().default(sql`''::bytea`),
  },
  (t) => [
    uniqueIndex('events_chain_place').on(t.chain, t.place),
    index('events_ticket').on(t.ticketId, t.id),
    index('events_actor').on(t.actorId, t.id),
    index('events_kind').on(t.kind, t.id),
    index('events_at').on(t.at),
    check(
      'event_is_of_its_ticket',
      sql`${t.ticketId} is null or ${t.chain} = 'ticket:' || ${t.ticketId}`,
    ),
    pgPolicy('events_see', { for: 'select', to: runtime, using: ofTicketOrDesk }),
    pgPolicy('events_add', {
      for: 'insert',
      to: runtime,
      withCheck: sql`${isStaff} and (ticket_id is null or ${withTicket(sql`ticket_id`)})`,
    }),
  ],
)

/** The last link of each chain: it makes a removed tail visible. Written by the trigger alone. */
export const chainHeads = pgTable(
  'chain_heads',
  { chain: text().primaryKey(), place: integer().notNull(), hash: bytes().notNull() },
  () => [pgPolicy('chain_heads_see', { for: 'select', to: runtime, using: seesEverything })],
)
