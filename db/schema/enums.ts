import { pgEnum } from 'drizzle-orm/pg-core'

export const agentRole = pgEnum('agent_role', ['agent', 'lead', 'manager', 'admin', 'auditor'])

export const ticketStatus = pgEnum('ticket_status', [
  'new',
  'open',
  'in_progress',
  'awaiting_customer',
  'awaiting_internal',
  'awaiting_third_party',
  'on_hold',
  'resolved',
  'closed',
])

export const ticketPriority = pgEnum('ticket_priority', ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])

/** How a team's queue finds its agents; `manual`: they claim. */
export const assignmentStrategy = pgEnum('assignment_strategy', [
  'manual',
  'round_robin',
  'least_loaded',
  'skill_best',
])

/** `reassign`: away, and what of theirs is unanswered goes back to the queue. */
export const presence = pgEnum('presence', ['available', 'away', 'reassign'])

/** What is promised of a ticket; `next_response` once for every time the requester waits again. */
export const slaTarget = pgEnum('sla_target', ['first_response', 'next_response', 'resolution'])

/** What the ledger of a clock can say; `cancel`: it never counted, as of a ticket that was merged. */
export const slaEntryKind = pgEnum('sla_entry_kind', [
  'start',
  'pause',
  'resume',
  'retarget',
  'stop',
  'cancel',
])

export const clockState = pgEnum('clock_state', ['running', 'paused', 'stopped', 'cancelled'])

/** Of a ticket: the worst of its clocks. */
export const slaStatus = pgEnum('sla_status', [
  'no_sla',
  'on_track',
  'near_breach',
  'breached',
  'met',
  'paused',
])

export const fieldType = pgEnum('field_type', [
  'text',
  'number',
  'date',
  'select',
  'multi_select',
  'checkbox',
  'url',
])

export const notificationState = pgEnum('notification_state', [
  'waiting',
  'sent',
  'dropped',
  'failed',
])

export const channel = pgEnum('channel', ['email', 'slack', 'console', 'api'])
export const direction = pgEnum('direction', ['inbound', 'outbound'])
export const visibility = pgEnum('visibility', ['public', 'internal'])

/** By which door an actor came; `system` is a job of ours, `database` the trigger that records what code forgot. */
export const via = pgEnum('via', [
  'email',
  'slack',
  'console',
  'api',
  'cli',
  'system',
  'database',
  'imap',
  'webhook',
  'import',
])

export const participation = pgEnum('participation', ['requester', 'cc', 'proposed'])

/** `received` is the only state that is not final. */
export const mailState = pgEnum('mail_state', [
  'received',
  'opened',
  'appended',
  'bounce',
  'auto_reply',
  'feedback',
  'duplicate',
  'loop',
  'held',
  'spam',
  'rejected',
  'failed',
])

/**
 * What somebody has decided about a mail that was held or taken for spam: to read it as if nothing spoke against it,
 * to put it into the ticket it answers and its author with it, or to open a ticket of its own.
 */
export const mailDecision = pgEnum('mail_decision', ['admit', 'join', 'open'])

/** How a connection is kept private: from its first byte, by an upgrade that is insisted on, or not at all. */
export const transportSecurity = pgEnum('transport_security', ['tls', 'starttls', 'plain'])

/** `scheduled` is `queued` for a moment that somebody chose; `bounced` was `sent`, and came back. */
export const outboundState = pgEnum('outbound_state', [
  'queued',
  'sending',
  'sent',
  'failed',
  'cancelled',
  'scheduled',
  'bounced',
])

/** What a mail of ours is. All but a reply are automatic: limited, marked as such, and never answered. */
export const outboundKind = pgEnum('outbound_kind', ['reply', 'acknowledgement', 'notice'])

export const templateKind = pgEnum('template_kind', [
  'reply_frame',
  'acknowledgement',
  'signature',
  'reminder',
  'survey',
])

/** How something ended that Slack told us; `ignored`: it was not for us. */
export const slackEventState = pgEnum('slack_event_state', [
  'received',
  'done',
  'ignored',
  'failed',
])

/** `agent`: under the card in a team's channel; `requester`: under what somebody asked in Slack. */
export const slackThreadKind = pgEnum('slack_thread_kind', ['agent', 'requester'])

/** A card, an event of the ticket told in its thread, or the reaction that says what became of a message. */
export const slackPostKind = pgEnum('slack_post_kind', ['card', 'event', 'receipt'])

export const slackPostState = pgEnum('slack_post_state', ['waiting', 'shown', 'failed'])

export type AssignmentStrategy = (typeof assignmentStrategy.enumValues)[number]
export type Presence = (typeof presence.enumValues)[number]
export type SlaTarget = (typeof slaTarget.enumValues)[number]
export type SlaEntryKind = (typeof slaEntryKind.enumValues)[number]
export type ClockState = (typeof clockState.enumValues)[number]
export type SlaStatus = (typeof slaStatus.enumValues)[number]
export type FieldType = (typeof fieldType.enumValues)[number]
export type NotificationState = (typeof notificationState.enumValues)[number]
export type AgentRole = (typeof agentRole.enumValues)[number]
export type TicketStatus = (typeof ticketStatus.enumValues)[number]
export type Participation = (typeof participation.enumValues)[number]
export type TicketPriority = (typeof ticketPriority.enumValues)[number]
export type Channel = (typeof channel.enumValues)[number]
export type Visibility = (typeof visibility.enumValues)[number]
export type Via = (typeof via.enumValues)[number]
export type MailState = (typeof mailState.enumValues)[number]
export type MailDecision = (typeof mailDecision.enumValues)[number]
export type OutboundState = (typeof outboundState.enumValues)[number]
export type OutboundKind = (typeof outboundKind.enumValues)[number]
export type TemplateKind = (typeof templateKind.enumValues)[number]
export type SlackEventState = (typeof slackEventState.enumValues)[number]
export type SlackPostKind = (typeof slackPostKind.enumValues)[number]
