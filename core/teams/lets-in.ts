import { eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'

/** Whether a team believes senders whom nothing proves, and what it is called. */
export async function whomTeamLetsIn(db: Reader, id: TeamId) {
  const [team] = await db
    .select({ name: teams.name, acceptsUnproven: teams.acceptsUnproven })
    .from(teams)
    .where(eq(teams.id, id))
  return team ?? refuse('not-found', { what: 'team' })
}
