import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { agents, people } from '#db/schema/people.ts'
import { memberships } from '#db/schema/teams.ts'
import { allMailboxes, allTeams } from './teams.ts'

/** Every team with its addresses and its people, by name. */
export async function teamsWithPeople(db: Reader) {
  const teams = await allTeams(db)
  const mailboxes = Map.groupBy(await allMailboxes(db), ({ team }) => team.id)
  const members = Map.groupBy(await membersOfAll(db), ({ teamId }) => teamId)
  return teams.map((team) => ({
    ...team,
    mailboxes: (mailboxes.get(team.id) ?? []).map(({ id, address, name }) => ({
      id,
      address,
      name,
    })),
    members: (members.get(team.id) ?? []).map(({ id, name, role }) => ({ id, name, role })),
  }))
}

function membersOfAll(db: Reader) {
  return db
    .select({ teamId: memberships.teamId, id: people.id, name: people.name, role: agents.role })
    .from(memberships)
    .innerJoin(agents, and(eq(agents.personId, memberships.personId), isNull(agents.deactivatedAt)))
    .innerJoin(people, eq(people.id, memberships.personId))
    .orderBy(asc(people.name))
}
