import type { Reader, Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { askToDrain } from '#core/routing/drain.ts'
import { recordDesk } from '#core/timeline.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import { deskSettings } from '#db/schema/routing.ts'
import { requireManager } from './require-manager.ts'
import { allTeams } from './teams.ts'

/** What a ticket of a priority takes of an agent's capacity. */
export type PriorityWeights = Record<TicketPriority, number>

const oneEach: PriorityWeights = { LOW: 1, MEDIUM: 1, HIGH: 1, CRITICAL: 1 }

export async function priorityWeights(db: Reader): Promise<PriorityWeights> {
  const [desk] = await db.select({ weights: deskSettings.priorityWeights }).from(deskSettings)
  return { ...oneEach, ...desk?.weights }
}

/** Sets what tickets weigh; a priority that is not given stays. For admins: it holds for every team. */
export async function setPriorityWeights(
  work: Work,
  given: Partial<PriorityWeights>,
): Promise<void> {
  requireManager(work, null)
  for (const [priority, weight] of Object.entries(given))
    if (!(Number.isInteger(weight) && weight >= 0 && weight <= 100))
      refuse('wrong-input', { why: `${priority}: a weight is a whole number from 0 to 100.` })
  const before = await priorityWeights(work.tx)
  const changes = changesBetween(before, given)
  if (Object.keys(changes).length === 0) return
  const now = { priorityWeights: { ...before, ...given }, changedAt: work.now }
  await work.tx
    .insert(deskSettings)
    .values(now)
    .onConflictDoUpdate({ target: deskSettings.id, set: now })
  await recordDesk(work, 'desk', 'settings', 'priority_weights_set', { changes })
  const teams = await allTeams(work.tx)
  await askToDrain(
    work,
    teams.map(({ id }) => id),
  )
}
