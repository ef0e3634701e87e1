import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { askToDrain } from '#core/routing/drain.ts'
import { teamsOf } from '#core/teams/teams-of.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents, tokens } from '#db/schema/people.ts'
import { holdAgent, requireAdmin, requireAnotherAdmin } from './hold-agent.ts'
import { endSessions } from './sessions.ts'

/** Ends an agent's access by every door at once. Their open tickets go back to the queues of their teams. */
export async function deactivateAgent(work: Work, personId: PersonId): Promise<void> {
  const agent = await holdAgent(work, personId)
  if (agent.role === 'admin') await requireAnotherAdmin(work, personId)
  await work.tx.update(agents).set({ deactivatedAt: work.now }).where(eq(agents.personId, personId))
  await endSessions(work, personId)
  await work.tx
    .update(tokens)
    .set({ revokedAt: work.now })
    .where(and(eq(tokens.personId, personId), isNull(tokens.revokedAt)))
  await recordDesk(work, 'person', personId, 'agent_deactivated')
  work.enqueue('desk.return', { person: personId })
}

/** Lets somebody work here again, in their teams and role. They sign in anew; tokens of before stay revoked. */
export async function reactivateAgent(work: Work, personId: PersonId): Promise<void> {
  requireAdmin(work)
  const [agent] = await work.tx
    .update(agents)
    .set({ deactivatedAt: null, presence: 'available', awayUntil: null })
    .where(and(eq(agents.personId, personId), isNotNull(agents.deactivatedAt)))
    .returning({ id: agents.personId })
  if (!agent) refuse('not-found', { what: 'former agent' })
  await recordDesk(work, 'person', personId, 'agent_reactivated')
  await askToDrain(work, await teamsOf(work.tx, personId))
}
