import { eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import { mailboxFor } from '#core/teams/mailbox-for.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { isEnded, statusAfter } from './lifecycle.ts'
import { holdForMail, holdForMore, receiveMessage } from './receive.ts'
import { changeTicket } from './ticket.ts'

const hourMs = 3_600_000

/** The public part of a ticket, for its requester; of one that was merged, the ticket that it goes on in. */
export async function readForRequester(db: Reader, asked: TicketId) {
  const [named] = await db
    .select({ into: tickets.mergedIntoId })
    .from(tickets)
    .where(eq(tickets.id, asked))
  const [row] = await db
    .select({ ticket: tickets, team: teams, spoken: people.language })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .innerJoin(people, eq(people.id, tickets.requesterId))
    .where(eq(tickets.id, named?.into ?? asked))
  if (!row || row.ticket.deletedAt) refuse('not-found', { what: 'ticket' })
  const { ticket, team, spoken } = row
  return {
    id: ticket.id,
    status: ticket.status,
    openedAt: ticket.openedAt,
    answeredAt: ticket.lastAgentMessageAt, // Null: not yet.
    team: team.name,
    language: spoken ?? team.language,
    mailbox: (await mailboxFor(db, ticket)).address,
  }
}

/** The requester says that it is solved. Of what has ended already nothing changes. */
export async function settleForRequester(work: Work, id: TicketId): Promise<void> {
  const held = await holdForMail(work, id)
  if (!held) refuse('not-found', { what: 'ticket' })
  const { ticket } = held
  if (isEnded(ticket.status)) return
  await changeTicket(work, ticket, 'settled', {
    status: statusAfter(ticket.status, 'resolved'),
    resolvedAt: work.now,
    resolvedById: ticket.requesterId,
    snoozedUntil: null,
  })
}

/**
 * The requester says that it is not solved: a message of theirs, which opens it again like a mail would. Several within
 * an hour are one.
 * @returns false: it has been closed for too long to take more
 */
export async function hearStillBroken(work: Work, id: TicketId, text: string): Promise<boolean> {
  const held = await holdForMore(work, id)
  if (!held) refuse('not-found', { what: 'ticket' })
  if (!held.takesMore) return false
  const hour = Math.floor(work.now.getTime() / hourMs)
  if (!(await firstTime(work, `still-broken:${id}:${hour}`))) return true
  await receiveMessage(work, held.ticket, {
    channel: 'console',
    direction: 'inbound',
    visibility: 'public',
    authorId: held.ticket.requesterId,
    text,
  })
  return true
}
