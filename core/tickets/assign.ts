import { eq } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireAgentOf } from '#core/teams/membership.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { statusAfter } from './lifecycle.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/**
 * Gives a ticket to an agent of its team, or, with null, back to the queue. Whoever gives a sensitive one away may not
 * see it afterwards, so the last step is the desk's.
 */
export async function assignTicket(work: Work, id: TicketId, to: PersonId | null): Promise<void> {
  const ticket = await holdTicket(work, id)
  const status = statusAfter(ticket.status, 'taken')
  if (to === ticket.assigneeId) return
  if (to) await requireAgentOf(work, ticket.teamId, to)
  await asDesk(work, () =>
    changeTicket(work, ticket, 'assigned', { assigneeId: to, ...(to && { status }) }),
  )
}

/** Takes a ticket that nobody has. Of two at the same moment the lock lets one in; the other learns who won. */
export async function claimTicket(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id)
  const me = work.actor?.personId ?? refuse('not-allowed', { why: 'only an agent can claim' })
  if (ticket.assigneeId === me) return
  if (ticket.assigneeId)
    refuse('already-claimed', { ticket: id, who: await nameOf(work, ticket.assigneeId) })
  const status = statusAfter(ticket.status, 'taken')
  await requireAgentOf(work, ticket.teamId, me)
  await changeTicket(work, ticket, 'claimed', { assigneeId: me, status })
}

async function nameOf(work: Work, id: PersonId): Promise<string> {
  const [person] = await work.tx.select({ name: people.name }).from(people).where(eq(people.id, id))
  return person?.name || 'somebody else'
}
