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

export const templateKind = pgEnum('template_kind', ['reply_frame', 'acknowledgement', 'signature'])

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

export type AgentRole = (typeof agentRole.enumValues)[number]
export type TicketStatus = (typeof ticketStatus.enumValues)[number]
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
