import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { MacroId, TicketId } from '#db/schema/columns.ts'
import { actOnTicket } from './act.ts'
import { answerByItself } from './answer-by-itself.ts'
import { readMacro } from './find.ts'
import { filledFor } from './words-of.ts'

/**
 * Writes what a macro says and does what it does, in one unit. A macro of another team is refused. Applied by the desk
 * itself its answer is automatic mail: it moves nothing, and is no first response.
 * @param undoSeconds how long its answer can be taken back before it leaves
 */
export async function applyMacro(
  work: Work,
  id: TicketId,
  macroId: MacroId,
  { undoSeconds = 0 } = {},
): Promise<void> {
  const ticket = await holdTicket(work, id)
  const macro = await readMacro(work.tx, macroId)
  if (macro.teamId && macro.teamId !== ticket.teamId)
    refuse('wrong-input', {
      why: `The macro ${macro.name} belongs to another team. Choose one of the ticket's own.`,
    })
  const text = await filledFor(work.tx, work.actor, id, macro.text)
  if (text.trim()) {
    if (macro.note) await noteOnTicket(work, id, { text })
    else if (work.actor) await replyToTicket(work, id, { text, undoSeconds })
    else await answerByItself(work, ticket, text)
  }
  await actOnTicket(work, id, macro.actions)
}
