import { and, inArray, ne } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'

/** Capacity may have appeared in these teams: their queues are looked at. Those that assign by hand are left out. */
export async function askToDrain(work: Work, teamIds: readonly TeamId[]): Promise<void> {
  if (teamIds.length === 0) return
  const routed = await work.tx
    .select({ id: teams.id })
    .from(teams)
    .where(and(inArray(teams.id, [...teamIds]), ne(teams.strategy, 'manual')))
  for (const { id } of routed) drainSoon(work, id)
}

export function drainSoon(work: Work, team: TeamId): void {
  work.enqueue('desk.drain', { team }, { singletonKey: `${team}` })
}
