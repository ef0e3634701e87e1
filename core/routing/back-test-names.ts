import { inArray } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import { agents, people } from '#db/schema/people.ts'
import { teams } from '#db/schema/teams.ts'

export async function namesOf(db: Reader) {
  const all = await db.select({ id: teams.id, name: teams.name }).from(teams)
  const known = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, db.select({ id: agents.personId }).from(agents)))
  const teamNames = new Map(all.map(({ id, name }) => [id, name]))
  const personNames = new Map(known.map(({ id, name }) => [id, name]))
  return {
    people: known,
    team: (id: TeamId) => teamNames.get(id) ?? `team ${id}`,
    person: (id: PersonId) => personNames.get(id) ?? `person ${id}`,
  }
}
