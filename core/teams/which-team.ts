import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { allTeams } from './teams.ts'

/** The team that somebody names, by its name or its number. Refuses a name that no team has, with those there are. */
export async function whichTeam(db: Reader, named: string | number): Promise<TeamId> {
  return teamAmong(await allTeams(db), named)
}

/** The same for several at once. */
export async function whichTeams(
  db: Reader,
  named: readonly (string | number)[],
): Promise<TeamId[]> {
  const there = await allTeams(db)
  return named.map((one) => teamAmong(there, one))
}

/** The same where nobody needs to be named; null: every team. */
export async function whichTeamOrAll(
  db: Reader,
  named: string | number | null = null,
): Promise<TeamId | null> {
  return named === null ? null : whichTeam(db, named)
}

function teamAmong(there: Awaited<ReturnType<typeof allTeams>>, named: string | number): TeamId {
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
