import { and, desc, eq, isNull, type SQL } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { record } from '#core/timeline.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { tickets } from '#db/schema/tickets.ts'
import { statusAfter } from './lifecycle.ts'
import { addMessage, type NewMessage } from './messages.ts'
import { reopening } from './reopen.ts'
import { changeTicket, type Ticket } from './ticket.ts'

const dayMs = 86_400_000

/** A ticket that mail was found to belong to, locked, with what its team lets in. */
export interface HeldForMail {
  ticket: Ticket
  team: Pick<Team, 'name' | 'reopenDays' | 'acceptsUnproven' | 'acceptsCopied' | 'answersByMail'>
}
type Team = typeof teams.$inferSelect

/** The ticket itself or, where that was merged, the one it goes on in. Undefined: it is not there, or deleted. */
export async function holdForMail(work: Work, id: TicketId): Promise<HeldForMail | undefined> {
  const held = await hold(work, eq(tickets.id, id))
  const into = held?.ticket.mergedIntoId
  return into ? hold(work, eq(tickets.id, into)) : held
}

/**
 * The ticket that takes what is written to another: itself or, once it takes no more, the last that goes on from it.
 * One that takes no more and has no such follower yet comes back with `takesMore` false. Of two who ask at the same
 * moment the second waits, and finds what the first has opened.
 * @param late whether it takes more however long it has been closed
 */
export async function holdForMore(
  work: Work,
  id: TicketId,
  { late = false } = {},
): Promise<(HeldForMail & { takesMore: boolean }) | undefined> {
  let held = await holdForMail(work, id)
  while (held && !late && !takesMore(work, held)) {
    const next = await hold(work, eq(tickets.followsId, held.ticket.id))
    if (!next) return { ...held, takesMore: false }
    held = next.ticket.mergedIntoId ? await holdForMail(work, next.ticket.id) : next
  }
  return held && { ...held, takesMore: true }
}

/** By the policy of its team a closed ticket takes more for `reopenDays` (null: always; 0: never). */
function takesMore(work: Work, { ticket: { closedAt }, team: { reopenDays } }: HeldForMail) {
  if (!closedAt || reopenDays === null) return true
  return work.now.getTime() - closedAt.getTime() < reopenDays * dayMs
}

async function hold(work: Work, which: SQL): Promise<HeldForMail | undefined> {
  const [held] = await work.tx
    .select({
      ticket: tickets,
      team: {
        name: teams.name,
        reopenDays: teams.reopenDays,
        acceptsUnproven: teams.acceptsUnproven,
        acceptsCopied: teams.acceptsCopied,
        answersByMail: teams.answersByMail,
      },
    })
    .from(tickets)
    .innerJoin(teams, eq(teams.id, tickets.teamId))
    .where(and(which, isNull(tickets.deletedAt)))
    .orderBy(desc(tickets.id))
    .limit(1)
    .for('update', { of: tickets })
  return held
}

/**
 * Adds what a requester wrote to a held ticket that takes it, and moves the ticket: whatever was waited for is over.
 * Automatic mail is kept, but moves nothing and counts in no clock.
 */
export async function receiveMessage(
  work: Work,
  ticket: Ticket,
  message: NewMessage,
): Promise<MessageId> {
  const messageId = await addMessage(work, ticket.id, message)
  const details = {
    messageId,
    channel: message.channel,
    ...(message.automatic && { automatic: true }),
  }
  if (message.automatic) {
    await record(work, ticket.id, 'received', details)
    return messageId
  }
  const status = statusAfter(ticket.status, ticket.closedAt ? 'reopened' : 'heard')
  await changeTicket(
    work,
    ticket,
    'received',
    {
      status,
      lastRequesterMessageAt: work.now,
      snoozedUntil: null,
      ...(ticket.resolvedAt && reopening(ticket)),
    },
    details,
  )
  return messageId
}
