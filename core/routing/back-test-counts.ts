import type { PersonId } from '#db/schema/columns.ts'
import type { Compared } from './back-test-rows.ts'
import type { Breaches } from './back-test-sla.ts'

export function differs({ before, after }: Compared): boolean {
  return (
    before.teamId !== after.teamId ||
    before.assigneeId !== after.assigneeId ||
    before.priority !== after.priority
  )
}

export function perAgent(
  rows: readonly Compared[],
  side: 'before' | 'after',
): Map<PersonId, number> {
  const counts = new Map<PersonId, number>()
  for (const {
    [side]: { assigneeId },
  } of rows)
    if (assigneeId !== null) counts.set(assigneeId, (counts.get(assigneeId) ?? 0) + 1)
  return counts
}

export function sum(all: readonly Breaches[]): Breaches {
  const total: Breaches = { first_response: 0, next_response: 0, resolution: 0 }
  for (const one of all) {
    total.first_response += one.first_response
    total.next_response += one.next_response
    total.resolution += one.resolution
  }
  return total
}
