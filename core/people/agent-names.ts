import { eq, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { agents, people } from '#db/schema/people.ts'

/** Those who work here, by name. */
export function agentNames(db: Reader) {
  return db
    .select({ id: people.id, name: people.name })
    .from(agents)
    .innerJoin(people, eq(people.id, agents.personId))
    .where(isNull(agents.deactivatedAt))
    .orderBy(people.name)
}
