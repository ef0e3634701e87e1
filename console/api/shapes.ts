import { z } from '@hono/zod-openapi'
import { scopes } from '#core/people/tokens.ts'
import {
  channel,
  direction,
  mailState,
  outboundState,
  ticketPriority,
  ticketStatus,
  via,
  visibility,
} from '#db/schema/enums.ts'

const id = z.int()
const time = z.iso.datetime()
/** Somebody or something, to be shown. */
export const named = z.object({ id, name: z.string() })

export const Ticket = z
  .object({
    id,
    subject: z.string(),
    status: z.enum(ticketStatus.enumValues),
    priority: z.enum(ticketPriority.enumValues),
    escalation: z.int(),
    reopened: z.int(),
    requester: named.extend({ email: z.string().nullable() }),
    assignee: named.nullable(),
    team: named,
    tags: z.array(z.string()),
    fields: z.record(z.string(), z.string()),
    sla: z.object({ status: z.string(), dueAt: time.nullable() }).nullable(),
    sensitive: z.boolean(),
    mergedInto: id.nullable().openapi({ description: 'It goes on there; null: here.' }),
    createdAt: time,
    updatedAt: time,
    firstResponseAt: time.nullable(),
    resolvedAt: time.nullable(),
    closedAt: time.nullable(),
    snoozedUntil: time.nullable(),
    archivedAt: time.nullable(),
  })
  .openapi('Ticket')

const Attachment = z
  .object({
    id,
    filename: z.string(),
    contentType: z.string(),
    size: z.int(),
    sha256: z.string(),
    inline: z.boolean(),
    contentId: z.string().nullable(),
  })
  .openapi('Attachment')

export const Message = z
  .object({
    id,
    ticketId: id.openapi({ description: 'Of a merged ticket: its own.' }),
    channel: z.enum(channel.enumValues),
    direction: z.enum(direction.enumValues),
    visibility: z.enum(visibility.enumValues),
    author: z.object({ name: z.string(), email: z.string().nullable(), agent: z.boolean() }),
    text: z.string(),
    visibleText: z.string(),
    html: z
      .string()
      .nullable()
      .openapi({ description: 'As it came: sanitise it before you show it.' }),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    sentAt: time,
    editedAt: time
      .nullable()
      .openapi({ description: 'When its author last changed it in Slack; null: never.' }),
    deletedAt: time
      .nullable()
      .openapi({ description: 'When it was deleted in Slack: it has no words any more.' }),
    delivery: z
      .object({ state: z.enum(outboundState.enumValues), reason: z.string().nullable() })
      .nullable(),
    attachments: z.array(Attachment),
  })
  .openapi('Message')

export const Event = z
  .object({
    id,
    at: time,
    chain: z.string(),
    place: z.int(),
    ticketId: id.nullable(),
    action: z.string(),
    actor: named.nullable().openapi({ description: 'Null: the desk itself.' }),
    via: z.enum(via.enumValues),
    ip: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .openapi('Event')

const verdict = z
  .string()
  .nullable()
  .openapi({ description: 'RFC 8601 §2.7; null: not checked.', example: 'pass' })

export const Mail = z
  .object({
    id,
    receivedAt: time,
    messageId: z.string().nullable(),
    envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
    size: z.int(),
    state: z.enum(mailState.enumValues),
    reason: z.string().nullable(),
    ticketId: id.nullable(),
    ticketMessageId: id.nullable(),
    authentication: z.object({
      spf: verdict,
      dkim: verdict,
      dmarc: verdict,
      arc: verdict,
      proven: z.boolean().openapi({ description: 'The domain of its From vouches for it.' }),
      by: z
        .string()
        .nullable()
        .openapi({ description: '`deskwire`, or a relay or sealer of yours.' }),
    }),
    bounce: z.object({ recipients: z.array(z.string()), status: z.string().nullable() }).nullable(),
  })
  .openapi('Mail')

export const BlockedSender = z
  .object({
    sender: z.string().openapi({ description: 'An address, or `@` and a domain.' }),
    reason: z.string(),
    addedBy: named.nullable().openapi({ description: 'Null: from the command line.' }),
    addedAt: time,
  })
  .openapi('BlockedSender')

export const Outbound = z
  .object({
    id,
    ticketId: id,
    messageId: z.string(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    state: z.enum(outboundState.enumValues),
    attempts: z.int(),
    reason: z.string().nullable(),
    notBefore: time,
    sentAt: time.nullable(),
  })
  .openapi('Outbound')

export const Job = z
  .object({
    id: z.string(),
    name: z.string(),
    mailId: id.nullable(),
    outboundId: id.nullable(),
    ticketId: id.nullable(),
    reason: z.string().nullable(),
    attempts: z.int(),
    createdAt: time,
    failedAt: time,
  })
  .openapi('Job')

export const Verified = z
  .object({
    ok: z.boolean(),
    checked: z.int(),
    broken: z.array(z.object({ chain: z.string(), place: z.int(), fault: z.string() })),
  })
  .openapi('Verified')

export const Mailbox = z
  .object({ id, address: z.string(), name: z.string(), team: named })
  .openapi('Mailbox')
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

/** How callers say who they are, as OpenAPI has it. */
export const tokenScheme = {
  type: 'http',
  scheme: 'bearer',
  description: `A token made by \`deskwire token create\`. Scopes: ${scopes.join(', ')}.`,
} as const
