import { eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents } from '#db/schema/people.ts'
import type { AgentTime } from './availability.ts'

/** What an agent has said about when they work. */
export async function timeOf(db: Reader, personId: PersonId): Promise<AgentTime> {
  const [agent] = await db
    .select({
      presence: agents.presence,
      awayUntil: agents.awayUntil,
      workingHours: agents.workingHours,
      timeZone: agents.timeZone,
    })
    .from(agents)
    .where(eq(agents.personId, personId))
  return agent ?? refuse('not-found', { what: 'agent' })
}
