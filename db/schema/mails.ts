import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import {
  bytes,
  type CanaryId,
  type ImapAccountId,
  id,
  instant,
  type MailboxId,
  type MailId,
  type MessageId,
  type OutboundId,
  type PersonId,
  type TeamId,
  type TicketId,
} from './columns.ts'
import {
  mailDecision,
  mailState,
  outboundKind,
  outboundState,
  transportSecurity,
  via,
} from './enums.ts'
import { messages } from './messages.ts'
import { people } from './people.ts'
import { guard, isAdmin, isStaff, seesEverything, withTicket } from './policies.ts'
import { mailboxes } from './teams.ts'
import { tickets } from './tickets.ts'

const ofTicketOrTeam = sql`${seesEverything} or (${isStaff} and (
  (ticket_id is not null and ${withTicket(sql`ticket_id`)})
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))`

/** What was found about who sent a mail. */
export interface Authentication {
  spf: AuthenticationResult
  dkim: AuthenticationResult
  dmarc: AuthenticationResult
  arc: AuthenticationResult
  proven: boolean // The domain of its From vouches for it (RFC 7489 §3.1).
  by: string // Who checked: `deskwire`, or the name of the relay that is trusted to.
}

/** RFC 8601 §2.7; `none` also where nothing could be checked. */
export type AuthenticationResult =
  | 'none'
  | 'pass'
  | 'fail'
  | 'softfail'
  | 'neutral'
  | 'policy'
  | 'temperror'
  | 'permerror'

/** What a bounce says; `status` is x.y.z of RFC 3463, null: it does not say. */
export interface BounceNote {
  recipients: string[]
  status: string | null
}

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
    attempts: integer().notNull().default(0), // Begun readings; a mail that ends its reader again and again is given up.
    readingUntil: instant(), // Whoever reads it has so long; a dead reader's claim ends then. Null: nobody has begun.
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
    fingerprint: text(), // Of its content, see messages; null: not read yet.
    authentication: jsonb().$type<Authentication>(), // Null: not checked, as when it did not come by network.
    bounce: jsonb().$type<BounceNote>(), // Set exactly when it was read as a bounce.
    expungedAt: instant(), // Its bytes have gone, see core/retention; null: they are here.
    decision: mailDecision(), // Null: nobody has decided, the rules do.
    decidedById: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null beside a decision: from the command line.
  },
  (t) => [
    index('mails_unread').on(t.id).where(sql`state = 'received'`),
    index('mails_state').on(t.state, t.id),
    index('mails_header_message_id').on(t.headerMessageId),
    index('mails_ticket_id').on(t.ticketId),
    index('mails_set_aside').on(t.fingerprint).where(sql`state in ('held', 'spam')`),
    index('mails_to_expunge')
      .on(t.receivedAt)
      .where(sql`state in ('spam', 'rejected') and expunged_at is null`),
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

/** Senders whose mail is spam without a further look: an address, or `@` and a domain with all that is below it. */
export const blockedSenders = pgTable(
  'blocked_senders',
  {
    pattern: text().primaryKey(), // In lower case.
    reason: text().notNull(), // In words; may be empty.
    addedById: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: from the command line.
    addedAt: instant().notNull(),
  },
  (t) => [
    check('blocked_sender_is_in_lower_case', sql`${t.pattern} = lower(${t.pattern})`),
    check(
      'blocked_sender_has_one_shape',
      sql`is_address(case when ${t.pattern} like '@%' then 'any' || ${t.pattern} else ${t.pattern} end)`,
    ),
    ...guard('blocked_senders', isStaff),
  ],
)

/** Mailboxes at other providers that are asked for new mail by IMAP. */
export const imapAccounts = pgTable(
  'imap_accounts',
  {
    id: id<ImapAccountId>(),
    mailboxId: integer()
      .notNull()
      .$type<MailboxId>()
      .references(() => mailboxes.id), // Where its mail goes when no recipient of it is ours.
    host: text().notNull(),
    port: integer().notNull(),
    security: transportSecurity().notNull(),
    username: text().notNull(),
    password: bytes().notNull(), // Sealed with the key ring.
    folder: text().notNull(),
    uidValidity: text(), // Of the folder when it was last read (RFC 3501 §2.3.1.1); null: never.
    lastUid: integer().notNull().default(0), // All up to this one are in the ledger.
    checkedAt: instant(), // Null: never.
    problem: text(), // Why the last look failed, in words; null: it did not.
    createdAt: instant().notNull(),
  },
  (t) => [
    unique('imap_accounts_place').on(t.host, t.port, t.username, t.folder),
    index('imap_accounts_mailbox_id').on(t.mailboxId),
    check('imap_port_is_a_port', sql`${t.port} between 1 and 65535`),
    ...guard('imap_accounts', isAdmin),
  ],
)

/** Mails that the desk sends to itself to see that the whole path works. */
export const canaries = pgTable(
  'canaries',
  {
    id: id<CanaryId>(),
    mailboxId: integer()
      .notNull()
      .$type<MailboxId>()
      .references(() => mailboxes.id),
    sentAt: instant().notNull(), // When it was begun; it may have failed at once.
    arrivedAt: instant(), // Null: not yet, or never.
    problem: text(), // Why it could not be sent, in words; null: it was.
  },
  (t) => [
    index('canaries_mailbox_id').on(t.mailboxId, t.id),
    ...guard('canaries', isStaff, isAdmin),
  ],
)
