import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Agent, Door } from '#core/actor.ts'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { joinTeam } from '#core/teams/membership.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import type { AgentRole } from '#db/schema/enums.ts'
import { agents, people } from '#db/schema/people.ts'
import { memberships } from '#db/schema/teams.ts'
import { findOrAddPerson } from './find-or-add.ts'
import { addSignIn } from './sign-in.ts'

interface NewAgent {
  email: string
  name: string
  role: AgentRole
  teamIds: readonly TeamId[]
  password?: string | undefined // Absent: they sign in some other way, or only use tokens.
}

/** Makes a person an agent, with a sign-in and teams. Refuses an address that belongs to an agent already. */
export async function addAgent(work: Work, agent: NewAgent): Promise<PersonId> {
  const personId = await findOrAddPerson(work, agent.email, agent.name)
  await work.tx.update(people).set({ name: agent.name }).where(eq(people.id, personId))
  const userId =
    agent.password === undefined
      ? null
      : await addSignIn(work, agent.email, agent.name, agent.password)
  const added = await work.tx
    .insert(agents)
    .values({ personId, role: agent.role, userId, createdAt: work.now })
    .onConflictDoNothing()
    .returning()
  if (added.length === 0) refuse('already-exists', { what: `The agent ${agent.email}` })
  await recordDesk(work, 'person', personId, 'agent_added', {
    email: agent.email,
    role: agent.role,
  })
  for (const teamId of agent.teamIds) await joinTeam(work, teamId, personId)
  return personId
}

export function agentById(db: Reader, id: PersonId, door: Door) {
  return activeAgent(db, eq(agents.personId, id), door)
}

export function agentByUser(db: Reader, userId: string, door: Door) {
  return activeAgent(db, eq(agents.userId, userId), door)
}

/** The agent as an actor, or undefined when there is none who is active. */
async function activeAgent(db: Reader, which: SQL, door: Door): Promise<Agent | undefined> {
  const rows = await db
    .select({
      personId: agents.personId,
      role: agents.role,
      name: people.name,
      teamId: memberships.teamId,
    })
    .from(agents)
    .innerJoin(people, eq(people.id, agents.personId))
    .leftJoin(memberships, eq(memberships.personId, agents.personId))
    .where(and(which, isNull(agents.deactivatedAt)))
  const [agent] = rows
  if (!agent) return undefined
  const teamIds = rows.map((row) => row.teamId).filter((id) => id !== null)
  return { personId: agent.personId, name: agent.name, role: agent.role, teamIds, ...door }
}
