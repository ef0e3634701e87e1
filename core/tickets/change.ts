import { asDesk, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import { inWords, moveTo, statusAfter } from './lifecycle.ts'
import { refuseMerged } from './merged.ts'
import { reopenTicket } from './reopen.ts'
import { closeTicket, resolveTicket } from './resolve.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/** Brings a ticket to a status that an agent picked, by the verb that belongs to it. */
export async function moveTicket(work: Work, id: TicketId, to: TicketStatus): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (ticket.status === to) return
  if (to === 'resolved') return resolveTicket(work, id)
  if (to === 'closed') return closeTicket(work, id)
  if (to === 'open' && ticket.resolvedAt) return reopenTicket(work, id)
  const move =
    moveTo[to] ??
    refuse('move-not-allowed', { status: inWords(ticket.status), move: 'made new again' })
  await changeTicket(work, ticket, 'moved', {
    status: statusAfter(ticket.status, move),
    snoozedUntil: null,
  })
}

export async function prioritiseTicket(
  work: Work,
  id: TicketId,
  priority: TicketPriority,
): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (ticket.priority !== priority) await changeTicket(work, ticket, 'prioritised', { priority })
}

export async function renameTicket(work: Work, id: TicketId, subject: string): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (ticket.subject !== subject) await changeTicket(work, ticket, 'renamed', { subject })
}

/**
 * Sensitive tickets are seen by their assignee, watchers and the team's managers only. Whoever marks one may not see
 * it afterwards, so the last step is the desk's.
 */
export async function markSensitive(work: Work, id: TicketId, sensitive: boolean): Promise<void> {
  const ticket = await holdTicket(work, id)
  refuseMerged(ticket)
  if (ticket.sensitive !== sensitive)
    await asDesk(work, () => changeTicket(work, ticket, 'marked_sensitive', { sensitive }))
}
