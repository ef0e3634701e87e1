import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { MacroId, MessageId, TicketId } from '#db/schema/columns.ts'
import { actOnTicket } from './act.ts'
import { answerByItself } from './answer-by-itself.ts'
import { readMacro } from './find.ts'
import { refuseJustDone } from './just-done.ts'
import { filledFor } from './words-of.ts'

/**
 * Writes what a macro says and does what it does, in one unit. A macro of another team is refused. Applied by the desk
 * itself its answer is automatic mail: it moves nothing, and is no first response.
 * An agent who comes just after another with the same macro is told so, and has to confirm it.
 * @param undoSeconds how long its answer can be taken back before it leaves
 * @returns the answer that an agent can still take back; undefined: it sends none
 */
export async function applyMacro(
  work: Work,
  id: TicketId,
  macroId: MacroId,
  { undoSeconds = 0, confirm = false } = {},
): Promise<MessageId | undefined> {
  const ticket = await holdTicket(work, id)
  const macro = await readMacro(work.tx, macroId)
  if (macro.teamId && macro.teamId !== ticket.teamId)
    refuse('wrong-input', {
      why: `The macro ${macro.name} belongs to another team. Choose one of the ticket's own.`,
    })
  await refuseJustDone(work, id, macro, confirm)
  const text = await filledFor(work.tx, work.actor, id, macro.text)
  let answer: MessageId | undefined
  if (text.trim()) {
    if (macro.note) await noteOnTicket(work, id, { text })
    else if (work.actor) answer = await replyToTicket(work, id, { text, undoSeconds })
    else await answerByItself(work, ticket, text)
  }
  await actOnTicket(work, id, macro.actions)
  return answer
}
