import type { Work } from '#core/app.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { holdTeam, keepTurns, lineUp, settle } from './assign-next.ts'
import { drainSoon } from './drain.ts'
import { holdWaiting, type Place, teamsWithBacklog } from './drain-queue.ts'
import { type Candidate, choose } from './matching.ts'
import { readNeeds } from './route-need.ts'

const page = 50

/**
 * By the clock: working hours begin without an event, and what was passed over because somebody held it waits still.
 * It makes sure that nothing is forgotten.
 */
export async function drainBacklogs(work: Work): Promise<void> {
  for (const team of await teamsWithBacklog(work.tx)) drainSoon(work, team)
}

/**
 * The job that gives out a team's queue, the most urgent first and of those the oldest: one page of it. What nobody can
 * take stays, says why, and does not keep others waiting.
 * @returns where the next page begins; undefined: the queue has ended
 */
export async function drainPage(
  work: Work,
  teamId: TeamId,
  after?: Place,
): Promise<Place | undefined> {
  const [backlog] = await teamsWithBacklog(work.tx, [teamId])
  const team = backlog && (await holdTeam(work, backlog))
  if (!team) return undefined
  const line = await lineUp(work, team)
  const all = line.candidates.some(isFree)
  const waiting = await holdWaiting(work, teamId, { after, limit: page, all })
  const needs = await readNeeds(
    work.tx,
    waiting.map(({ id }) => id),
  )
  for (const ticket of waiting) {
    const need = needs.get(ticket.id)
    if (!need) continue
    const choice = choose(need, line.candidates, team.strategy)
    if (choice.chosen || need.said === null) await settle(work, line, ticket, need, choice)
  }
  await keepTurns(work, line)
  return waiting.length === page ? waiting.at(-1) : undefined
}

function isFree({ availability, capacity, load }: Candidate): boolean {
  return availability.available && (capacity === null || load < capacity)
}
