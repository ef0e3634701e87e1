import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import type { AgentRole } from '#db/schema/enums.ts'
import { agents } from '#db/schema/people.ts'
import { holdAgent, requireAnotherAdmin } from './hold-agent.ts'
import { endSessions } from './sessions.ts'

/** Gives an agent another role. They sign in anew, so that no open session keeps what the old one allowed. */
export async function changeRole(work: Work, personId: PersonId, role: AgentRole): Promise<void> {
  const agent = await holdAgent(work, personId)
  if (agent.role === role) return
  if (agent.role === 'admin') await requireAnotherAdmin(work, personId)
  await work.tx.update(agents).set({ role }).where(eq(agents.personId, personId))
  await endSessions(work, personId)
  await recordDesk(work, 'person', personId, 'role_changed', {
    changes: { role: [agent.role, role] },
  })
}
