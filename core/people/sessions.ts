import { eq, inArray } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents } from '#db/schema/people.ts'
import { authSessions } from '#db/schema/sign-in.ts'

/** Signs an agent out everywhere, in the same commit as whatever made that necessary. */
export async function endSessions(work: Work, personId: PersonId): Promise<void> {
  const users = work.tx
    .select({ id: agents.userId })
    .from(agents)
    .where(eq(agents.personId, personId))
  await work.tx.delete(authSessions).where(inArray(authSessions.userId, users))
}
