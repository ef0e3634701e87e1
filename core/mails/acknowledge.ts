import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { DeskAddress } from '#core/desk-link.ts'
import { isSendable } from '#core/people/address.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import { referencesTo } from '#core/tickets/answered.ts'
import { addMessage } from '#core/tickets/messages.ts'
import { requesterLink } from '#core/tickets/requester-link.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { record } from '#core/timeline.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { mails, outbound } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { people } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { obstacleTo } from './automatic.ts'
import { fill, oneLine } from './fill.ts'
import { promiseOf } from './promise.ts'
import { queueMail } from './queue.ts'
import { wordsFor } from './templates.ts'

const maxHeader = 65_536 // Bytes. What marks a mail as automatic stands among the first lines.

/** The mail that opened a ticket, and whether it may be answered by a program is not known yet. */
interface Opening {
  header: Buffer // The first bytes of the mail.
  envelopeFrom: string
  sender: string
}

/** The mail to be acknowledged; undefined: the ticket was not opened by mail, or its team acknowledges none. */
export async function readOpening(db: Reader, id: TicketId): Promise<Opening | undefined> {
  const [first] = await db
    .select({
      header: sql<Buffer>`substring(${mails.raw} from 1 for ${maxHeader})`,
      envelopeFrom: mails.envelopeFrom,
      sender: sql<string>`coalesce(${messages.authorAddress}, '')`,
      asked: sql<boolean>`not ${messages.automatic} and ${messages.direction} = 'inbound'
        and ${messages.channel} = 'email'`,
    })
    .from(tickets)
    .innerJoin(teams, and(eq(teams.id, tickets.teamId), isNotNull(teams.acknowledgeHours)))
    .innerJoin(messages, eq(messages.ticketId, tickets.id))
    .innerJoin(mails, eq(mails.id, messages.mailId))
    .where(eq(tickets.id, id))
    .orderBy(asc(messages.id))
    .limit(1)
  return first?.asked ? first : undefined
}

/**
 * Tells a sender that their mail has arrived and is a ticket; once, and not more often than the team wants. What it
 * says is the desk's alone: whoever is written to need not be who wrote. A limit that should never be reached is
 * recorded.
 * @param desk where its links lead
 */
export async function acknowledgeTicket(
  work: Work,
  id: TicketId,
  desk: DeskAddress,
): Promise<void> {
  const ticket = await holdTicket(work, id)
  const asked = await whatIsAsked(work.tx, id)
  const address = asked?.address?.toLowerCase()
  if (!asked?.hours || !address || !isSendable(address) || (await isAcknowledged(work.tx, id)))
    return
  const obstacle = await obstacleTo(work, address, asked.hours)
  if (obstacle?.alarming)
    await record(work, id, 'not_acknowledged', { to: address, reason: obstacle.reason })
  if (obstacle) return
  const mailbox = await mailboxFor(work.tx, ticket)
  const words = await wordsFor(work.tx, ticket.teamId, asked.language)
  const { acknowledgement } = words.templates
  const about = {
    'team.name': asked.team,
    'mailbox.address': mailbox.address,
    'ticket.number': String(id),
    promise: await promiseOf(work, id, words),
    solved: requesterLink({ ...work, address: desk }, 'solved', id),
    broken: requesterLink({ ...work, address: desk }, 'broken', id),
    status: requesterLink({ ...work, address: desk }, 'status', id),
  }
  const messageId = await addMessage(work, id, {
    channel: 'email',
    direction: 'outbound',
    visibility: 'public',
    automatic: true,
    authorId: null,
    authorAddress: mailbox.address,
    subject: oneLine(fill(acknowledgement.subject ?? '', about)),
    text: fill(acknowledgement.text, about).replace(/\n{3,}/g, '\n\n'), // Where nothing is promised.
    references: referencesTo(asked),
  })
  await queueMail(work, {
    kind: 'acknowledgement',
    ticketId: id,
    messageId,
    mailbox,
    to: [address],
    cc: [],
    notBefore: work.now,
  })
  await record(work, id, 'acknowledged', { messageId, to: address })
}

/** The first message of a ticket, its requester's language, and what the team wants. */
async function whatIsAsked(db: Reader, id: TicketId) {
  const [asked] = await db
    .select({
      hours: teams.acknowledgeHours,
      team: teams.name,
      language: people.language,
      address: messages.authorAddress,
      headerMessageId: messages.headerMessageId,
      references: messages.references,
    })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .innerJoin(people, eq(people.id, tickets.requesterId))
    .innerJoin(messages, eq(messages.ticketId, tickets.id))
    .where(eq(tickets.id, id))
    .orderBy(asc(messages.id))
    .limit(1)
  return asked
}

async function isAcknowledged(db: Reader, id: TicketId): Promise<boolean> {
  const before = await db
    .select({ id: outbound.id })
    .from(outbound)
    .where(and(eq(outbound.ticketId, id), eq(outbound.kind, 'acknowledgement')))
  return before.length > 0
}
