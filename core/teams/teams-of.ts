import { asc, eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import { memberships } from '#db/schema/teams.ts'

/** The teams somebody is a member of. */
export async function teamsOf(db: Reader, personId: PersonId): Promise<TeamId[]> {
  const rows = await db
    .select({ id: memberships.teamId })
    .from(memberships)
    .where(eq(memberships.personId, personId))
    .orderBy(asc(memberships.teamId))
  return rows.map(({ id }) => id)
}
