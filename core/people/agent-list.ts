import { asc, eq, isNull, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { addresses, agents, people } from '#db/schema/people.ts'
import { memberships, teams } from '#db/schema/teams.ts'

/** Every active agent by name, with their first address and their teams. */
export function allAgents(db: Reader) {
  const email = db
    .select({ address: addresses.address })
    .from(addresses)
    .where(eq(addresses.personId, people.id))
    .orderBy(asc(addresses.createdAt), asc(addresses.address))
    .limit(1)
  const teamsOf = db
    .select({
      all: sql`coalesce(json_agg(json_build_object('id', ${teams.id}, 'name', ${teams.name}) order by ${teams.name}), '[]')`,
    })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.teamId))
    .where(eq(memberships.personId, people.id))
  return db
    .select({
      id: people.id,
      name: people.name,
      email: sql<string | null>`(${email})`,
      role: agents.role,
      teams: sql<{ id: number; name: string }[]>`(${teamsOf})`,
    })
    .from(agents)
    .innerJoin(people, eq(people.id, agents.personId))
    .where(isNull(agents.deactivatedAt))
    .orderBy(asc(people.name), asc(people.id))
}
