import { and, eq, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { isSendable } from '#core/people/address.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import { answeredMail } from '#core/tickets/answered.ts'
import { addMessage } from '#core/tickets/messages.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import { people } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'
import { participants } from '#db/schema/tickets.ts'
import { obstacleTo } from './automatic.ts'
import { fill, oneLine } from './fill.ts'
import { queueMail } from './queue.ts'
import { wordsFor } from './templates.ts'

const everyHours = 1 // Several tickets of one requester fall silent together: they get their mails one after the other.

/**
 * Writes to the requester of a held ticket in their language, as the desk itself: marked as automatic, and within the
 * limits of such mail.
 * @param about what the template speaks of beside team, mailbox and number
 * @returns what was written and to whom; undefined: nothing, they have no address or get no more for now
 */
export async function writeByItself(
  work: Work,
  ticket: Ticket,
  kind: 'reminder' | 'survey',
  about: Record<string, string> = {},
) {
  const requester = await requesterOf(work, ticket)
  const address = requester?.address?.toLowerCase()
  if (!requester || !address || !isSendable(address)) return undefined
  if (await obstacleTo(work, address, everyHours)) return undefined
  const mailbox = await mailboxFor(work.tx, ticket)
  const words = await wordsFor(work.tx, ticket.teamId, requester.language)
  const template = words.templates[kind]
  const values = {
    ...about,
    'team.name': requester.team,
    'mailbox.address': mailbox.address,
    'ticket.number': String(ticket.id),
  }
  const messageId = await addMessage(work, ticket.id, {
    channel: 'email',
    direction: 'outbound',
    visibility: 'public',
    automatic: true,
    authorId: null,
    authorAddress: mailbox.address,
    subject: oneLine(fill(template.subject ?? '', values)),
    text: fill(template.text, values),
    references: (await answeredMail(work.tx, ticket.id)).references,
  })
  const mail = { kind: 'notice', ticketId: ticket.id, messageId, mailbox } as const
  await queueMail(work, { ...mail, to: [address], cc: [], notBefore: work.now })
  return { messageId, to: address }
}

async function requesterOf(work: Work, { id, requesterId, teamId }: Ticket) {
  const [requester] = await work.tx
    .select({ address: participants.address, language: people.language, team: teams.name })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .innerJoin(teams, eq(teams.id, teamId))
    .where(
      and(
        eq(participants.ticketId, id),
        eq(participants.personId, requesterId),
        isNull(participants.unsubscribedAt),
      ),
    )
  return requester
}
