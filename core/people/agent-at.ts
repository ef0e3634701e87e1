import { eq, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { addresses, agents } from '#db/schema/people.ts'

/** The agent whose address this is, also one who works here no more; null: it is no agent's. */
export async function agentAt(db: Reader, address: string): Promise<PersonId | null> {
  const [agent] = await db
    .select({ id: agents.personId })
    .from(agents)
    .innerJoin(addresses, eq(addresses.personId, agents.personId))
    .where(eq(sql`${addresses.address}::text`, address.toLowerCase()))
  return agent?.id ?? null
}
