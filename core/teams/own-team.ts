import type { Work } from '#core/app.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { joinTeam } from './membership.ts'
import { addTeam } from './teams.ts'

/** Adds a team. A manager is its first member, or could not go on to configure it. */
export async function addOwnTeam(work: Work, name: string, slackChannel?: string): Promise<TeamId> {
  const id = await addTeam(work, name, slackChannel)
  if (work.actor?.role === 'manager') await joinTeam(work, id, work.actor.personId)
  return id
}
