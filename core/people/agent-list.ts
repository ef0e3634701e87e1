import { asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { Levels } from '#core/routing/skills.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import { addresses, agents, people } from '#db/schema/people.ts'
import { agentSkills } from '#db/schema/routing.ts'
import { memberships, teams } from '#db/schema/teams.ts'

/** Every active agent by name: their first address, their teams, how they work and what they know. */
export function allAgents(db: Reader) {
  return selectAgents(db, isNull(agents.deactivatedAt))
}

/** One of them, also one who works here no more. */
export async function readAgent(db: Reader, id: PersonId) {
  const [agent] = await selectAgents(db, eq(agents.personId, id))
  return agent ?? refuse('not-found', { what: 'agent' })
}

export type AgentRow = Awaited<ReturnType<typeof readAgent>>

function selectAgents(db: Reader, which: SQL) {
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
  const skillsOf = db
    .select({
      all: sql`coalesce(json_object_agg(${agentSkills.skill}, ${agentSkills.level} order by ${agentSkills.skill}), '{}')`,
    })
    .from(agentSkills)
    .where(eq(agentSkills.personId, people.id))
  return db
    .select({
      id: people.id,
      name: people.name,
      email: sql<string | null>`(${email})`,
      role: agents.role,
      teams: sql<{ id: TeamId; name: string }[]>`(${teamsOf})`,
      skills: sql<Levels>`(${skillsOf})`,
      capacity: agents.capacity,
      timeZone: agents.timeZone,
      workingHours: agents.workingHours,
      languages: agents.languages,
      presence: agents.presence,
      awayUntil: agents.awayUntil,
      deactivatedAt: agents.deactivatedAt,
      signsIn: sql<boolean>`${agents.userId} is not null`,
    })
    .from(agents)
    .innerJoin(people, eq(people.id, agents.personId))
    .where(which)
    .orderBy(asc(people.name), asc(people.id))
}
