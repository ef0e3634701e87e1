import { eq } from 'drizzle-orm'
import { asDesk, type Reader, type Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { holdActive } from '#core/people/hold-agent.ts'
import { requireManagerOrSelf } from '#core/people/require-manager-of.ts'
import { requireWeekHours } from '#core/people/week-hours.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents } from '#db/schema/people.ts'
import type { Wishes } from './when.ts'

export type Notifying = Pick<Wishes, 'notifySlack' | 'notifyEmail' | 'notifyDigest' | 'quietHours'>

/** How an agent wants to be told. */
export async function notifyingOf(db: Reader, personId: PersonId): Promise<Notifying> {
  const { notifySlack, notifyEmail, notifyDigest, quietHours } = agents
  const [agent] = await db
    .select({ notifySlack, notifyEmail, notifyDigest, quietHours })
    .from(agents)
    .where(eq(agents.personId, personId))
  return agent ?? refuse('not-found', { what: 'agent' })
}

/** Changes it for what happens from now on: agents of themselves, managers and admins of others. */
export async function changeNotifying(
  work: Work,
  personId: PersonId,
  given: Partial<Notifying>,
): Promise<void> {
  await requireManagerOrSelf(work, personId)
  if (given.quietHours) requireWeekHours(given.quietHours)
  const changes = changesBetween<Notifying>(await holdActive(work, personId), given)
  if (Object.keys(changes).length === 0) return
  await asDesk(work, () => work.tx.update(agents).set(given).where(eq(agents.personId, personId)))
  await recordDesk(work, 'person', personId, 'notifying_changed', { changes })
}
