import { eq } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { isEnded } from './lifecycle.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/**
 * Hands a ticket to another team's queue. Its owner stays behind. Whoever hands it over may not see it afterwards,
 * so the last step is the desk's.
 */
export async function transferTicket(work: Work, id: TicketId, to: TeamId): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (ticket.teamId === to) return
  if (isEnded(ticket.status))
    refuse('move-not-allowed', { status: ticket.status, move: 'handed to another team' })
  const [team] = await work.tx.select({ id: teams.id }).from(teams).where(eq(teams.id, to))
  if (!team) refuse('not-found', { what: 'team' })
  // Answers go on from the new team's own address.
  await asDesk(work, () =>
    changeTicket(work, ticket, 'transferred', { teamId: to, assigneeId: null, mailboxId: null }),
  )
}
