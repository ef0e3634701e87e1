import type { Work } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { requireFields } from './fields.ts'
import { isEnded, statusAfter } from './lifecycle.ts'
import { changeTicket, holdTicket } from './ticket.ts'

/** The requester's matter is settled; their next message opens it again. */
export async function resolveTicket(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id)
  const status = statusAfter(ticket.status, 'resolved')
  await requireFields(work, ticket)
  await changeTicket(work, ticket, 'resolved', {
    status,
    resolvedAt: work.now,
    resolvedById: work.actor?.personId ?? null,
    snoozedUntil: null,
  })
}

/** The end. A ticket that was never resolved is resolved by being closed. */
export async function closeTicket(work: Work, id: TicketId): Promise<void> {
  const ticket = await holdTicket(work, id)
  const status = statusAfter(ticket.status, 'closed')
  if (!isEnded(ticket.status)) await requireFields(work, ticket)
  const by = work.actor?.personId ?? null
  await changeTicket(work, ticket, 'closed', {
    status,
    closedAt: work.now,
    closedById: by,
    snoozedUntil: null,
    ...(!isEnded(ticket.status) && { resolvedAt: work.now, resolvedById: by }),
  })
}
