import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { allTeams } from './teams.ts'

/** The team that somebody names, by its name or its number. Refuses a name that no team has, with those there are. */
export async function whichTeam(db: Reader, named: string | number): Promise<TeamId> {
  const there = await allTeams(db)
  const wanted = String(named).trim().toLowerCase()
  const team =
    there.find(({ name }) => typeof named === 'string' && name.toLowerCase() === wanted) ??
    there.find(({ id }) => String(id) === wanted)
  if (team) return team.id
  const names = there.map(({ name }) => name).join(', ')
  refuse('wrong-input', {
    why: `There is no team ${named}. ${names ? `There are: ${names}.` : 'There is none yet.'}`,
  })
}
