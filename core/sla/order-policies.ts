import { and, inArray, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import type { SlaPolicyId } from '#db/schema/columns.ts'
import { slaPolicies } from '#db/schema/sla.ts'
import { changePolicy } from './policies.ts'

/** Has these policies asked in this order, in the places that they share out among them. Each is for the actor to keep. */
export async function orderPolicies(work: Work, ids: readonly SlaPolicyId[]): Promise<void> {
  const named = await work.tx
    .select({ id: slaPolicies.id, teamId: slaPolicies.teamId, position: slaPolicies.position })
    .from(slaPolicies)
    .where(and(inArray(slaPolicies.id, [...ids]), isNull(slaPolicies.deletedAt)))
    .orderBy(slaPolicies.position, slaPolicies.id)
    .for('update')
  if (named.length !== ids.length) refuse('not-found', { what: 'SLA policy' })
  for (const { teamId } of named) requireManager(work, teamId)
  let least = 0
  for (const [place, id] of ids.entries()) {
    const position = Math.max(named[place]?.position ?? 0, least)
    await changePolicy(work, id, { position })
    least = position + 1
  }
}
