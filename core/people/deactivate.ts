import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents } from '#db/schema/people.ts'
import { holdAgent, requireAnotherAdmin } from './hold-agent.ts'
import { endSessions } from './sessions.ts'

/** Ends an agent's access by every door at once: sessions go, and tokens belong to active agents only. */
export async function deactivateAgent(work: Work, personId: PersonId): Promise<void> {
  const agent = await holdAgent(work, personId)
  if (agent.role === 'admin') await requireAnotherAdmin(work, personId)
  await work.tx.update(agents).set({ deactivatedAt: work.now }).where(eq(agents.personId, personId))
  await endSessions(work, personId)
  await recordDesk(work, 'person', personId, 'agent_deactivated')
}
