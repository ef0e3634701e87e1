import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { isEnded } from '#core/tickets/lifecycle.ts'
import { changeTicket, type Ticket } from '#core/tickets/ticket.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents } from '#db/schema/people.ts'
import { tickets } from '#db/schema/tickets.ts'

type Gone = 'deactivated' | 'away'

/**
 * The job for an agent who is not there any more: all their open tickets go back to the queues of their teams, or, if
 * they are only away, those in which the requester waits for an answer. Who has come back meanwhile keeps them.
 */
export async function returnTickets(work: Work, personId: PersonId): Promise<void> {
  const gone = await howGone(work, personId)
  if (!gone) return
  const held = await work.tx
    .select()
    .from(tickets)
    .where(
      and(
        eq(tickets.assigneeId, personId),
        sql`${tickets.status} not in ('resolved', 'closed')`, // As the index tickets_load has it.
        isNull(tickets.deletedAt),
      ),
    )
    .orderBy(asc(tickets.id))
    .for('update')
  for (const ticket of held) if (goesBack(ticket, gone)) await giveBack(work, ticket, gone)
}

/** The same for one held ticket, whose requester has written anew. @returns it as it is then */
export async function returnIfGone(work: Work, ticket: Ticket): Promise<Ticket> {
  if (!ticket.assigneeId || ticket.deletedAt || isEnded(ticket.status)) return ticket
  const gone = await howGone(work, ticket.assigneeId)
  if (!gone || !goesBack(ticket, gone)) return ticket
  await giveBack(work, ticket, gone)
  return { ...ticket, assigneeId: null }
}

async function howGone(work: Work, personId: PersonId): Promise<Gone | undefined> {
  const [agent] = await work.tx.select().from(agents).where(eq(agents.personId, personId))
  if (agent?.deactivatedAt) return 'deactivated'
  const isBack = agent?.awayUntil && agent.awayUntil <= work.now
  return agent?.presence === 'reassign' && !isBack ? 'away' : undefined
}

/** What somebody who is only away has answered, or put on hold, waits for them. */
function goesBack(ticket: Ticket, gone: Gone): boolean {
  const { lastRequesterMessageAt: asked, lastAgentMessageAt: answered, status } = ticket
  return (
    gone === 'deactivated' ||
    (status !== 'on_hold' && asked !== null && (answered === null || answered < asked))
  )
}

function giveBack(work: Work, ticket: Ticket, returned: Gone): Promise<void> {
  return changeTicket(work, ticket, 'assigned', { assigneeId: null }, { returned })
}
