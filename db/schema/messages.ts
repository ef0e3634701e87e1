import { type SQL, sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import {
  type AttachmentId,
  citext,
  id,
  instant,
  type MailId,
  type MessageId,
  type PersonId,
  type TicketId,
  tsvector,
} from './columns.ts'
import { channel, direction, visibility } from './enums.ts'
import { people } from './people.ts'
import { guard, isStaff, withTicket } from './policies.ts'
import { tickets } from './tickets.ts'

/** What requesters may read of a conversation: the public part. */
const seesMessage = sql`(${isStaff} or visibility = 'public') and ${withTicket(sql`ticket_id`)}`

/**
 * One thing said in a conversation. Only its author alters the body, see message_versions; `visibleText` is a view of
 * it.
 */
export const messages = pgTable(
  'messages',
  {
    id: id<MessageId>(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    channel: channel().notNull(),
    direction: direction().notNull(),
    visibility: visibility().notNull(),
    automatic: boolean().notNull().default(false), // Auto-replies and bounces: kept, but they move nothing.
    authorId: integer()
      .$type<PersonId>()
      .references(() => people.id), // Null: the desk itself, or a mailer daemon.
    authorAddress: citext(), // The address it was written from; null: not by mail.
    subject: text(), // As the mail had it; null: not a mail.
    text: text().notNull(), // The whole of it.
    visibleText: text().notNull(), // Without quotes and signature.
    html: text(), // As it came, never safe to show unsanitised; null: text only.
    headerMessageId: text(), // RFC 5322 Message-ID without the brackets; null: never a mail.
    references: text().array().notNull().default([]), // In-Reply-To and References, oldest first.
    fingerprint: text(), // The same mail delivered again has the same one; null: not from a mail.
    mailId: integer().$type<MailId>(), // The mail it came in.
    sentAt: instant().notNull(), // By the sender's clock where there is one.
    createdAt: instant().notNull(),
    withdrawnAt: instant(), // Taken back within the undo window: never sent.
    editedAt: instant(), // When its words were last changed by its author; what they were is in message_versions.
    deletedAt: instant(), // Removed by its author: shown as removed, its words kept for the audit alone.
    search: tsvector().generatedAlwaysAs(
      (): SQL => sql`to_tsvector('simple', left(visible_text, 100000))`,
    ),
  },
  (t) => [
    index('messages_ticket').on(t.ticketId, t.id),
    index('messages_header_message_id').on(t.headerMessageId),
    index('messages_fingerprint').on(t.fingerprint),
    // Every mail read asks it: a list of pending entries would be walked each time.
    index('messages_references').using('gin', t.references).with({ fastupdate: false }),
    index('messages_search').using('gin', t.search),
    check('notes_are_not_mail', sql`${t.visibility} = 'public' or ${t.headerMessageId} is null`),
    ...guard('messages', seesMessage),
  ],
)

/** What a message said before each change of it. */
export const messageVersions = pgTable(
  'message_versions',
  {
    messageId: integer()
      .notNull()
      .$type<MessageId>()
      .references(() => messages.id),
    version: integer().notNull(), // 1: as it was written first.
    text: text().notNull(),
    visibleText: text().notNull(),
    html: text(),
    changedById: integer()
      .$type<PersonId>()
      .references(() => people.id), // Who changed it then; null: the desk itself.
    changedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.version] }),
    ...guard(
      'message_versions',
      sql`${isStaff} and exists (select from messages m where m.id = message_id)`,
    ),
  ],
)

/** A file of a message. The bytes lie in the file store under their SHA-256, once however often they came. */
export const attachments = pgTable(
  'attachments',
  {
    id: id<AttachmentId>(),
    ticketId: integer()
      .notNull()
      .$type<TicketId>()
      .references(() => tickets.id),
    messageId: integer()
      .notNull()
      .$type<MessageId>()
      .references(() => messages.id),
    filename: text().notNull(), // Made safe to show and to save.
    contentType: text().notNull(), // Sniffed where it can be, else as declared.
    size: integer().notNull(), // Bytes.
    sha256: text().notNull(), // Hex.
    inline: boolean().notNull(),
    contentId: text(), // What `cid:` in the HTML names, without brackets.
  },
  (t) => [
    index('attachments_message_id').on(t.messageId),
    index('attachments_ticket_id').on(t.ticketId),
    index('attachments_sha256').on(t.sha256),
    check(
      'filename_is_safe',
      sql`${t.filename} !~ '[/\\[:cntrl:]]' and length(${t.filename}) between 1 and 200`,
    ),
    ...guard('attachments', sql`exists (select from messages m where m.id = message_id)`),
  ],
)
