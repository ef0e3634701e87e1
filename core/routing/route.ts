import type { Work } from '#core/app.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { applyRules } from './apply-rules.ts'
import { holdTeam, keepTurns, lineUp, settle } from './assign-next.ts'
import { askToDrain } from './drain.ts'
import { isBehind } from './drain-queue.ts'
import { type Choice, choose } from './matching.ts'
import { returnIfGone } from './return-tickets.ts'
import { waitsForOwner } from './route-after.ts'
import { readNeeds } from './route-need.ts'

/**
 * The job for a ticket that may wait for an owner. If it is new, the rules for new tickets have their say first; then
 * it goes to somebody by its team's strategy, or stays in the queue and says why. It overtakes nothing: where others
 * wait before it, the queue is given out from its beginning. What a person has claimed, put on hold, ended or deleted
 * meanwhile is left alone, and a second run changes nothing.
 */
export async function routeTicket(work: Work, id: TicketId, opened = false): Promise<void> {
  if (opened) await applyRules(work, id, 'create')
  const ticket = await returnIfGone(work, await holdTicket(work, id, { deleted: true }))
  if (!waitsForOwner(ticket)) return
  if (!ticket.sensitive && (await isBehind(work.tx, ticket)))
    return askToDrain(work, [ticket.teamId])
  const team = await holdTeam(work, ticket.teamId)
  const need = team && (await readNeeds(work.tx, [id])).get(id)
  if (!need) return
  const line = await lineUp(work, team)
  const choice = ticket.sensitive ? byHand : choose(need, line.candidates, team.strategy)
  await settle(work, line, ticket, need, choice)
  await keepTurns(work, line)
}

/** Whoever gets a sensitive ticket can read it: that is not for the desk to decide. */
const byHand: Choice = {
  chosen: null,
  because: 'it is sensitive, so a manager gives it to somebody',
  others: [],
}
