import { and, eq, isNull } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { addresses, agents } from '#db/schema/people.ts'

/** The active agent that somebody names by number or address. Refuses a name that nobody has. */
export async function whichAgent(db: Reader, named: string | number): Promise<PersonId> {
  const number = /^\d{1,9}$/.test(String(named)) ? (Number(named) as PersonId) : undefined
  const [agent] = await db
    .select({ id: agents.personId })
    .from(agents)
    .innerJoin(addresses, eq(addresses.personId, agents.personId))
    .where(
      and(
        isNull(agents.deactivatedAt),
        number === undefined ? eq(addresses.address, String(named)) : eq(agents.personId, number),
      ),
    )
    .limit(1)
  return agent?.id ?? refuse('wrong-input', { why: `There is no active agent ${named}.` })
}
