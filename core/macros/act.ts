import { asDesk, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { describeTicket } from '#core/tickets/fields.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { tagTicket } from '#core/tickets/tag.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { MacroActions } from './macro.ts'

const hourMs = 3_600_000

/**
 * Does what a macro does to a ticket that the actor may see. One step may put the ticket out of their sight, as one
 * that hands it to another team does, so each is the desk's; what the steps themselves ask of an actor holds.
 */
export async function actOnTicket(work: Work, id: TicketId, actions: MacroActions): Promise<void> {
  await holdTicket(work, id)
  for (const step of steps(work, id, actions)) await asDesk(work, step)
}

function steps(work: Work, id: TicketId, actions: MacroActions): (() => Promise<void>)[] {
  const { status, priority, addTags, removeTags, fields, team, assignee, snoozeHours } = actions
  const todo: (() => Promise<void>)[] = []
  if (addTags || removeTags)
    todo.push(() => tagTicket(work, id, { add: addTags, remove: removeTags }))
  if (priority) todo.push(() => prioritiseTicket(work, id, priority))
  if (fields) todo.push(() => describeTicket(work, id, fields))
  if (team) todo.push(() => transferTicket(work, id, team))
  if (assignee !== undefined) todo.push(() => assignTicket(work, id, whom(work, assignee)))
  if (snoozeHours)
    todo.push(() => snoozeTicket(work, id, new Date(work.now.getTime() + snoozeHours * hourMs)))
  if (status) todo.push(() => moveTicket(work, id, status))
  return todo
}

function whom({ actor }: Work, assignee: NonNullable<MacroActions['assignee']> | null) {
  if (assignee !== 'me') return assignee
  return (
    actor?.personId ?? refuse('not-allowed', { why: 'only an agent can give it to themselves' })
  )
}
