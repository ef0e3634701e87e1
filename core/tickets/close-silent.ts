import { and, eq, gte, isNotNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { teams } from '#db/schema/teams.ts'
import { statusAfter } from './lifecycle.ts'
import { remindRequester } from './remind-requester.ts'
import { closeTicket } from './resolve.ts'
import { changeTicket, holdTicket, type Ticket } from './ticket.ts'

const hourMs = 3_600_000

/**
 * Goes on with a ticket whose requester is silent: they are reminded once and, when they stay silent for the same span
 * again, it is resolved. Only an answer that has left by mail is waited on, so what was imported, came back or waits
 * for a relay ends by no clock; nor does what is critical, which nobody may forget.
 */
export async function attendSilence(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id)
  const hours = await spanOf(work, ticket)
  const since = isWaiting(ticket) ? await answerLeftAt(work, ticket) : undefined
  if (!hours || !since) return
  const { remindedAt } = ticket
  const reminded = remindedAt && remindedAt >= since ? remindedAt : null
  if (work.now.getTime() - (reminded ?? since).getTime() < hours * hourMs) return
  if (!reminded) return remindRequester(work, ticket)
  await changeTicket(work, ticket, 'fell_silent', {
    status: statusAfter(ticket.status, 'resolved'),
    resolvedAt: work.now,
    resolvedById: null,
  })
}

/** Closes what has been resolved for as long as its team wants. */
export async function closeResolved(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id)
  const [team] = await work.tx
    .select({ hours: teams.closeAfterHours })
    .from(teams)
    .where(eq(teams.id, ticket.teamId))
  if (ticket.status !== 'resolved' || !ticket.resolvedAt || !team?.hours) return
  if (work.now.getTime() - ticket.resolvedAt.getTime() < team.hours * hourMs) return
  await closeTicket(work, id)
}

/** They have our answer and have written nothing since. */
function isWaiting({ status, priority, lastAgentMessageAt, lastRequesterMessageAt }: Ticket) {
  return (
    status === 'awaiting_customer' &&
    priority !== 'CRITICAL' &&
    lastAgentMessageAt !== null &&
    (lastRequesterMessageAt === null || lastRequesterMessageAt <= lastAgentMessageAt)
  )
}

async function spanOf(work: Work, { teamId }: Ticket): Promise<number | null | undefined> {
  const [team] = await work.tx
    .select({ hours: teams.remindAfterHours })
    .from(teams)
    .where(eq(teams.id, teamId))
  return team?.hours
}

async function answerLeftAt(work: Work, { id, lastAgentMessageAt }: Ticket) {
  if (!lastAgentMessageAt) return undefined
  const [mail] = await work.tx
    .select({ at: sql`max(${outbound.sentAt})`.mapWith(outbound.sentAt) })
    .from(outbound)
    .where(
      and(
        eq(outbound.ticketId, id),
        eq(outbound.kind, 'reply'),
        eq(outbound.state, 'sent'),
        isNotNull(outbound.sentAt),
        gte(outbound.createdAt, lastAgentMessageAt),
      ),
    )
  return mail?.at ?? undefined
}
