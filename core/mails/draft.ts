import { and, asc, desc, eq, inArray, isNull, lt } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '#core/app.ts'
import type { MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'
import type { OutboundKind } from '#db/schema/enums.ts'
import { outbound } from '#db/schema/mails.ts'
import { attachments, messages } from '#db/schema/messages.ts'
import { people } from '#db/schema/people.ts'
import { mailboxes, teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { type Signer, signerFor } from './dkim-keys.ts'
import type { Variables } from './fill.ts'
import { type Words, wordsFor } from './templates.ts'

export type DraftFile = typeof attachments.$inferSelect

/** All that a mail is composed of. Only public messages can get in: notes are no part of any query here. */
export interface Draft {
  id: OutboundId
  kind: OutboundKind
  ticketId: TicketId
  messageId: MessageId
  attempts: number
  editedAt: Date | null // When its message was last changed; null: never.
  from: { name: string; address: string }
  to: string[]
  cc: string[]
  subject: string
  headerMessageId: string
  references: string[] // Without brackets; the last is the mail that is answered.
  text: string
  html: string | null // As the agent's editor or program made it, not sanitised.
  files: DraftFile[]
  quoted: Quoted | null // Null: nobody has written yet.
  words: Words // In the requester's language.
  variables: Variables
  signer: Signer | null // Null: mail of that domain is not signed.
}

export interface Quoted {
  author: string
  text: string // What they wrote, without what they quoted.
  sentAt: Date
}

const requesters = alias(people, 'requesters')

/** What a waiting mail is to be composed of; undefined when it has been composed, sent or taken back. */
export async function readDraft(db: Reader, id: OutboundId): Promise<Draft | undefined> {
  const [row] = await db
    .select({
      mail: outbound,
      message: messages,
      mailbox: mailboxes,
      author: people.name,
      team: { id: teams.id, name: teams.name },
      requester: { name: requesters.name, language: requesters.language },
    })
    .from(outbound)
    .innerJoin(messages, eq(messages.id, outbound.messageId))
    .innerJoin(mailboxes, eq(mailboxes.id, outbound.mailboxId))
    .innerJoin(tickets, eq(tickets.id, outbound.ticketId))
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .innerJoin(requesters, eq(requesters.id, tickets.requesterId))
    .leftJoin(people, eq(people.id, messages.authorId))
    .where(
      and(
        eq(outbound.id, id),
        inArray(outbound.state, ['queued', 'scheduled']),
        isNull(outbound.raw),
        eq(messages.visibility, 'public'),
        eq(messages.direction, 'outbound'),
      ),
    )
  if (!row) return undefined
  const { mail, message, mailbox, author, team, requester } = row
  const { kind, ticketId, messageId, attempts, to, cc, headerMessageId } = mail
  return {
    id,
    kind,
    ticketId,
    messageId,
    attempts,
    editedAt: message.editedAt,
    from: { name: author || mailbox.name, address: mailbox.address },
    to,
    cc,
    subject: message.subject ?? '',
    headerMessageId,
    references: message.references,
    text: message.text,
    html: message.html,
    files: await filesOf(db, messageId),
    quoted: await lastHeard(db, ticketId, messageId),
    words: await wordsFor(db, team.id, requester.language),
    variables: {
      'agent.name': author ?? '',
      'team.name': team.name,
      'mailbox.address': mailbox.address,
      'ticket.number': String(ticketId),
      'requester.name': requester.name,
    },
    signer: await signerFor(db, mailbox.address),
  }
}

function filesOf(db: Reader, id: MessageId): Promise<DraftFile[]> {
  return db
    .select()
    .from(attachments)
    .where(eq(attachments.messageId, id))
    .orderBy(asc(attachments.id))
}

/** What the agent was answering: the last that was heard before the reply was written, not before it leaves. */
async function lastHeard(db: Reader, ticketId: TicketId, reply: MessageId): Promise<Quoted | null> {
  const [heard] = await db
    .select({
      name: people.name,
      address: messages.authorAddress,
      text: messages.visibleText,
      sentAt: messages.sentAt,
    })
    .from(messages)
    .leftJoin(people, eq(people.id, messages.authorId))
    .where(
      and(
        eq(messages.ticketId, ticketId),
        lt(messages.id, reply),
        eq(messages.direction, 'inbound'),
        eq(messages.visibility, 'public'),
        eq(messages.automatic, false),
        isNull(messages.deletedAt),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(1)
  if (!heard) return null
  return { author: heard.name || heard.address || 'You', text: heard.text, sentAt: heard.sentAt }
}
