import { and, eq, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { statusAfter } from '#core/tickets/lifecycle.ts'
import { changeTicket, type Ticket } from '#core/tickets/ticket.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { memberships, teams } from '#db/schema/teams.ts'
import { holdCandidates, readCandidates } from './candidates.ts'
import { keepDecision } from './decide.ts'
import type { Candidate, Choice } from './matching.ts'
import type { Waiting } from './route-need.ts'

type HeldTeam = Pick<typeof teams.$inferSelect, 'id' | 'name' | 'strategy' | 'turns'>

/** A held team with its held agents. What they have in hand, and whose turn it was, is counted on in it. */
export interface Line {
  team: HeldTeam
  candidates: Candidate[]
  given: Set<Candidate>
}

/**
 * A team that does not assign by hand, locked, so that its assignments go one after the other. Whoever holds it waits
 * for agents, and for no ticket: those are locked before their team, or passed over while somebody else has them.
 */
export async function holdTeam(work: Work, id: TeamId): Promise<HeldTeam | undefined> {
  const [team] = await work.tx
    .select({ id: teams.id, name: teams.name, strategy: teams.strategy, turns: teams.turns })
    .from(teams)
    .where(eq(teams.id, id))
    .for('no key update')
  return team?.strategy === 'manual' ? undefined : team
}

export async function lineUp(work: Work, team: HeldTeam): Promise<Line> {
  await holdCandidates(work, team.id)
  return {
    team,
    candidates: await readCandidates(work.tx, team.id, work.now),
    given: new Set(),
  }
}

/** Does as was chosen for a held ticket, and keeps why, for each candidate; what it said last is not said again. */
export async function settle(
  work: Work,
  line: Line,
  ticket: Ticket,
  need: Waiting,
  { chosen, because, others }: Choice,
): Promise<void> {
  const { team, candidates } = line
  const owner = candidates.find(({ personId }) => personId === chosen)
  if (owner) {
    team.turns += 1
    owner.turn = team.turns
    owner.load += need.weight
    line.given.add(owner)
    const status = statusAfter(ticket.status, 'taken')
    await changeTicket(work, ticket, 'assigned', { assigneeId: chosen, status }, { because })
  }
  const result = owner ? `Assigned to ${owner.name}` : `Stays in the queue of ${team.name}`
  const words = `${result}: ${because}.`
  if (words === need.said) return
  const names = new Map(candidates.map(({ personId, name }) => [personId, name]))
  await keepDecision(work, ticket.id, 'assignment', words, {
    teamId: team.id,
    team: team.name,
    strategy: team.strategy,
    chosen: owner ? { personId: owner.personId, name: owner.name } : null,
    others: others.map(({ personId, why }) => ({ personId, name: names.get(personId), why })),
  })
}

/** Writes down whose turn it was, once for all that was settled. */
export async function keepTurns(work: Work, { team, given }: Line): Promise<void> {
  if (given.size === 0) return
  const had = JSON.stringify([...given].map(({ personId, turn }) => ({ person: personId, turn })))
  await work.tx
    .update(memberships)
    .set({ turn: sql`had.turn` })
    .from(sql`jsonb_to_recordset(${had}::jsonb) as had(person int, turn int)`)
    .where(and(eq(memberships.teamId, team.id), sql`${memberships.personId} = had.person`))
  await work.tx.update(teams).set({ turns: team.turns }).where(eq(teams.id, team.id))
}
