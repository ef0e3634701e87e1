import type { Work } from '#core/app.ts'
import { applyMacro } from '#core/macros/apply.ts'
import { Refusal } from '#core/refusal.ts'
import { choosePolicy } from '#core/sla/choose-policy.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { setField } from '#core/tickets/fields.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { deleteTicket } from '#core/tickets/put-away.ts'
import { tagTicket } from '#core/tickets/tag.ts'
import { changeTicket, holdTicket } from '#core/tickets/ticket.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { watchTicket } from '#core/tickets/watch.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { Action } from './rule-action.ts'

/**
 * Does one action as the desk itself, by the verb that people use for it. What is refused leaves nothing behind.
 * @returns why it could not be done, in words; undefined: it is done
 */
export async function actByRule(
  work: Work,
  id: TicketId,
  action: Action,
): Promise<string | undefined> {
  const queued: (() => void)[] = []
  const enqueue: Work['enqueue'] = (...job) => void queued.push(() => work.enqueue(...job))
  try {
    await work.tx.transaction((tx) => act({ ...work, tx, enqueue }, id, action))
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  for (const send of queued) send()
  return undefined
}

async function act(work: Work, id: TicketId, action: Action): Promise<unknown> {
  switch (action.do) {
    case 'team':
      return transferTicket(work, id, action.team)
    case 'assign':
      return assignTicket(work, id, action.person)
    case 'priority':
      return prioritiseTicket(work, id, action.priority)
    case 'status':
      return moveTicket(work, id, action.status)
    case 'tag':
      return tagTicket(work, id, { add: action.tags })
    case 'untag':
      return tagTicket(work, id, { remove: action.tags })
    case 'field':
      return setField(work, id, action.key, action.value)
    case 'skill':
      return needSkill(work, id, action.skill, action.level)
    case 'sla':
      return choosePolicy(work, id, action.policy)
    case 'watch':
      return watchTicket(work, id, action.person)
    case 'macro':
      return applyMacro(work, id, action.macro)
    case 'note':
      return noteOnTicket(work, id, { text: action.text })
    case 'spam':
      await tagTicket(work, id, { add: ['spam'] })
      return deleteTicket(work, id)
    case 'stop':
      return undefined
  }
}

async function needSkill(work: Work, id: TicketId, skill: string, level: number): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (ticket.skills[skill] === level) return
  const skills = { ...ticket.skills, [skill]: level }
  const changes = { skills: [ticket.skills, skills] }
  await changeTicket(work, ticket, 'skills_needed', { skills }, { skill, level, changes })
}
