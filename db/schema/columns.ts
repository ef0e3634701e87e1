import { customType, integer, timestamp } from 'drizzle-orm/pg-core'

/** A number that cannot be mistaken for the number of something else. */
type Id<Name extends string> = number & { readonly __id: Name }

export type TicketId = Id<'ticket'>
export type MessageId = Id<'message'>
export type PersonId = Id<'person'>
export type TeamId = Id<'team'>
export type MailboxId = Id<'mailbox'>
export type MailId = Id<'mail'>
export type AttachmentId = Id<'attachment'>
export type OutboundId = Id<'outbound'>
export type ImapAccountId = Id<'imap account'>
export type CanaryId = Id<'canary'>
export type EventId = Id<'event'>
export type SlackEventId = Id<'slack event'>
export type SlackThreadId = Id<'slack thread'>
export type SlackPostId = Id<'slack post'>
export type RuleId = Id<'rule'>
export type DecisionId = Id<'decision'>
export type CalendarId = Id<'calendar'>
export type SlaPolicyId = Id<'sla policy'>
export type ClockId = Id<'clock'>
export type LadderId = Id<'ladder'>
export type EscalationId = Id<'escalation'>
export type NotificationId = Id<'notification'>
export type MacroId = Id<'macro'>

export function id<T extends number>() {
  return integer().primaryKey().generatedAlwaysAsIdentity().$type<T>()
}

/** A moment, to the millisecond, in UTC; read as a `Date`. */
export function instant() {
  return timestamp({ withTimezone: true, precision: 3, mode: 'date' })
}

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** Text compared without regard to case: addresses. */
export const citext = customType<{ data: string }>({ dataType: () => 'citext' })

/** Kept by the database itself, never written by us. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
