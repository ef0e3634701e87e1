import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import {
  bytes,
  id,
  instant,
  type MailboxId,
  type MailId,
  type MessageId,
  type OutboundId,
  type TeamId,
  type TicketId,
} from './columns.ts'
import { mailState, outboundKind, outboundState, via } from './enums.ts'
import { messages } from './messages.ts'
import { guard, isStaff, seesEverything, withTicket } from './policies.ts'
import { mailboxes } from './teams.ts'
import { tickets } from './tickets.ts'

const ofTicketOrTeam = sql`${seesEverything} or (${isStaff} and (
  (ticket_id is not null and ${withTicket(sql`ticket_id`)})
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))`

/**
 * The ledger of mail in. A row is committed before the sender hears 250, and ends in exactly one final state
 * in the same transaction as its effect.
 */
export const mails = pgTable(
  'mails',
  {
    id: id<MailId>(),
    receivedAt: instant().notNull(),
    door: via().notNull(),
    remoteAddress: text(), // Who delivered it; null: not by network.
    envelopeFrom: text().notNull(), // Empty: the null sender of bounces.
    envelopeTo: text().array().notNull(),
    mailboxId: integer()
      .$type<MailboxId>()
      .references(() => mailboxes.id), // The first recipient's; null: none of ours.
    teamIds: integer().array().notNull().$type<TeamId[]>(), // Those whose mailboxes it was sent to.
    raw: bytes().notNull(),
    size: integer().notNull(), // Bytes of raw.
    state: mailState().notNull(),
    reason: text(), // Why it ended in its state, in words.
    attempts: integer().notNull().default(0), // Begun readings; a mail that crashes its reader is given up after three.
    headerMessageId: text(), // Message-ID without brackets, or one made from the content; null: not read yet.
    sender: text(), // The From address, for people who look for it.
    subject: text(),
    ticketId: integer()
      .$type<TicketId>()
      .references(() => tickets.id),
    messageId: integer()
      .$type<MessageId>()
      .references(() => messages.id),
    readAt: instant(),
  },
  (t) => [
    index('mails_unread').on(t.id).where(sql`state = 'received'`),
    index('mails_state').on(t.state, t.id),
    index('mails_header_message_id').on(t.headerMessageId),
    index('mails_ticket_id').on(t.ticketId),
    index('mails_envelope_to').using('gin', t.envelopeTo),
    check('read_mails_have_an_end', sql`(${t.state} = 'received') = (${t.readAt} is null)`),
    check(
      'mails_in_tickets_name_them',
      sql`${t.state} not in ('opened', 'appended') or (${t.ticketId} is not null and ${t.messageId} is not null)`,
    ),
    ...guard('mails', ofTicketOrTeam),
  ],
)

/** Mail out. Composed once, stored, and sent as those bytes however often it takes. */
export const outbound = pgTable(
  'outbound',
  {
    id: id<OutboundId>(),
    kind: outboundKind().notNull().default('reply'),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    messageId: integer()
      .notNull()
      .$type<MessageId>()
      .references(() => messages.id),
    mailboxId: integer()
      .notNull()
      .$type<MailboxId>()
      .references(() => mailboxes.id),
    to: text().array().notNull(),
    cc: text().array().notNull(),
    headerMessageId: text().notNull().unique('outbound_header_message_id'),
    raw: bytes(), // Null: not composed yet.
    state: outboundState().notNull(),
    attempts: integer().notNull().default(0),
    reason: text(), // What the relay said last, why it waits, or why it came back.
    bouncedTo: text().array().notNull().default([]), // Those of To and Cc whom a bounce named.
    bounceStatus: text(), // x.y.z of RFC 3463; null: not bounced, or the bounce does not say.
    notBefore: instant().notNull(), // The end of the undo window; after an attempt, when the next is due.
    lockedUntil: instant(), // One sender at a time; a dead one's claim ends then.
    createdAt: instant().notNull(),
    sentAt: instant(),
    replacedById: integer()
      .$type<OutboundId>()
      .references((): AnyPgColumn => outbound.id), // The last mail of the same message, to a mended address; null: this is it.
  },
  (t) => [
    index('outbound_unsent')
      .on(t.notBefore)
      .where(sql`state in ('queued', 'scheduled', 'sending')`),
    // How much automatic mail an address, and the world, got lately: each goes to one alone.
    index('outbound_automatic_to').on(sql`("to"[1])`, t.createdAt).where(sql`kind <> 'reply'`),
    index('outbound_automatic_at').on(t.createdAt).where(sql`kind <> 'reply'`),
    index('outbound_state').on(t.state, t.id),
    index('outbound_message_id').on(t.messageId),
    index('outbound_ticket_id').on(t.ticketId),
    check('outbound_goes_to_somebody', sql`cardinality(${t.to}) > 0`),
    check(
      'sent_at_tells_the_truth',
      sql`(${t.state} in ('sent', 'bounced')) = (${t.sentAt} is not null)`,
    ),
    check(
      'what_is_sent_is_kept',
      sql`${t.state} not in ('sending', 'sent', 'bounced') or ${t.raw} is not null`,
    ),
    check(
      'automatic_mail_goes_to_one',
      sql`${t.kind} = 'reply' or cardinality(${t.to}) + cardinality(${t.cc}) = 1`,
    ),
    ...guard('outbound', sql`${isStaff} and ${withTicket(sql`ticket_id`)}`),
  ],
)
