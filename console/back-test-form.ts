import { z } from 'zod'
import type { DraftTargets } from '#core/routing/back-test-rows.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { promises, sizes } from './ui/back-test-choices.ts'

const Minutes = z.coerce
  .number('Targets are whole minutes.')
  .int('Targets are whole minutes.')
  .min(1, 'A target is at least a minute.')
  .max(525_600, 'A target is at most a year: 525,600 minutes.')
const Last = z.enum(sizes).optional().catch(undefined)

/** What the page of back-tests asks for in its address; targets in minutes, absent: as the policies say. */
export function backTestAsked(asked: URLSearchParams) {
  const targets: DraftTargets = {}
  for (const priority of ticketPriority.enumValues)
    for (const [promise] of promises) {
      const given = asked.get(`${priority}.${promise}`)?.trim()
      if (given) targets[priority] = { ...targets[priority], [promise]: Minutes.parse(given) }
    }
  return {
    last: Last.parse(asked.get('last') ?? undefined),
    chosen: new Set(asked.getAll('rule')),
    targets: Object.keys(targets).length > 0 ? targets : undefined,
  }
}
