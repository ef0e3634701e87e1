import { and, eq, isNull } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import { agents, people } from '#db/schema/people.ts'
import { memberships, teams } from '#db/schema/teams.ts'

/** Refuses anybody who is not an active agent of the team. Admins work everywhere, auditors nowhere. */
export async function requireAgentOf(
  work: Work,
  teamId: TeamId,
  personId: PersonId,
): Promise<void> {
  const [found] = await work.tx
    .select({ role: agents.role, member: memberships.teamId })
    .from(agents)
    .leftJoin(
      memberships,
      and(eq(memberships.personId, agents.personId), eq(memberships.teamId, teamId)),
    )
    .where(and(eq(agents.personId, personId), isNull(agents.deactivatedAt)))
  if (found && (found.role === 'admin' || (found.member && found.role !== 'auditor'))) return
  const [person] = await work.tx
    .select({ name: people.name })
    .from(people)
    .where(eq(people.id, personId))
  const [team] = await work.tx.select({ name: teams.name }).from(teams).where(eq(teams.id, teamId))
  refuse('not-an-agent', { who: person?.name || 'That person', team: team?.name ?? 'that team' })
}

export async function joinTeam(work: Work, teamId: TeamId, personId: PersonId): Promise<void> {
  const added = await work.tx
    .insert(memberships)
    .values({ teamId, personId, createdAt: work.now })
    .onConflictDoNothing()
    .returning()
  if (added.length > 0) await recordDesk(work, 'team', teamId, 'member_added', { personId })
}

/** Those who can own a ticket of the team, by name. */
export function agentsOf(db: Reader, teamId: TeamId) {
  return db
    .select({ id: people.id, name: people.name })
    .from(memberships)
    .innerJoin(agents, and(eq(agents.personId, memberships.personId), isNull(agents.deactivatedAt)))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(memberships.teamId, teamId))
    .orderBy(people.name)
}
