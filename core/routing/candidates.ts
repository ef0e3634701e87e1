import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { availability } from '#core/people/availability.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { agents, people } from '#db/schema/people.ts'
import { memberships } from '#db/schema/teams.ts'
import { loadOf } from './capacity.ts'
import type { Candidate } from './matching.ts'
import type { Levels } from './skills.ts'

/** Those who can be given a team's tickets, with all that the choice asks of them. Ask as the desk, see `loadOf`. */
export async function readCandidates(db: Reader, teamId: TeamId, now: Date): Promise<Candidate[]> {
  const rows = await db
    .select({
      personId: memberships.personId,
      name: people.name,
      role: agents.role,
      load: loadOf(memberships.personId),
      capacity: agents.capacity,
      skills: sql<Levels>`coalesce((
        select jsonb_object_agg(known.skill, known.level) from agent_skills known
        where known.person_id = ${memberships.personId}
      ), '{}')`,
      languages: agents.languages,
      turn: memberships.turn,
      time: {
        presence: agents.presence,
        awayUntil: agents.awayUntil,
        workingHours: agents.workingHours,
        timeZone: agents.timeZone,
      },
    })
    .from(memberships)
    .innerJoin(agents, and(eq(agents.personId, memberships.personId), isNull(agents.deactivatedAt)))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(memberships.teamId, teamId))
    .orderBy(asc(memberships.personId))
  return rows.map(({ time, ...row }) => ({ ...row, availability: availability(time, now) }))
}

/**
 * Makes assignments to the same agents go one after the other until this unit commits, whichever teams they are for:
 * what is counted of their load afterwards stays true. In one order, so that two teams never wait for each other.
 */
export async function holdCandidates(work: Work, teamId: TeamId): Promise<void> {
  await work.tx
    .select({ id: agents.personId })
    .from(agents)
    .innerJoin(memberships, eq(memberships.personId, agents.personId))
    .where(eq(memberships.teamId, teamId))
    .orderBy(asc(agents.personId))
    .for('no key update', { of: agents })
}
