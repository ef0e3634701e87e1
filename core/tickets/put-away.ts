import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { inWords, isEnded } from './lifecycle.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/** Out of the lists, still found by search; the requester's next message brings it back. */
export async function archiveTicket(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (!isEnded(ticket.status))
    refuse('move-not-allowed', { status: inWords(ticket.status), move: 'archived' })
  await changeTicket(work, ticket, 'archived', { archivedAt: work.now })
}

/** Out of everything until restored. Nothing is erased. */
export async function deleteTicket(work: Work, id: TicketId): Promise<void> {
  requireManager(work, 'deleting is for managers and admins')
  const ticket = await holdTicket(work, id)
  await changeTicket(work, ticket, 'deleted', { deletedAt: work.now })
}

/** Back from deletion or from the archive. */
export async function restoreTicket(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id, { deleted: true })
  if (ticket.deletedAt) {
    requireManager(work, 'restoring is for managers and admins')
    await changeTicket(work, ticket, 'restored', { deletedAt: null })
  } else if (ticket.archivedAt) {
    await changeTicket(work, ticket, 'unarchived', { archivedAt: null })
  }
}

function requireManager(work: Work, why: string) {
  const role = work.actor?.role ?? 'admin'
  if (role !== 'manager' && role !== 'admin') refuse('not-allowed', { why })
}
