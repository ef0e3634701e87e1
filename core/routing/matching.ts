import type { PersonId } from '#db/schema/columns.ts'
import type { AgentRole, AssignmentStrategy } from '#db/schema/enums.ts'
import { obstacle } from './matching-obstacle.ts'
import { type Criterion, criteriaOf } from './matching-order.ts'
import type { Levels } from './skills.ts'

/** What a ticket asks of whoever gets it. */
export interface Need {
  weight: number // What it takes of their capacity.
  skills: Levels // Its own and its team's, with the least level.
  language: string | null // Of its requester, BCP 47; null: not known.
  last: PersonId | null // Had the conversation before, and is to have it again; null: nobody.
  returned: PersonId | null // Had it when somebody put it back to the queue; null: nobody.
}

/** An agent who is a member of the team, as things are at the moment of the choice. */
export interface Candidate {
  personId: PersonId
  name: string
  role: AgentRole
  availability: { available: boolean; why: string }
  load: number // What their tickets take of their capacity.
  capacity: number | null // Null: no limit.
  skills: Levels
  languages: readonly string[] // BCP 47; empty: not said, so any.
  turn: number // The team's turn that was theirs last; 0: none yet.
}

export interface Choice {
  chosen: PersonId | null // Null: it stays in the queue.
  because: string // The deciding fact.
  others: { personId: PersonId; why: string }[] // Every candidate who was not chosen.
}

const mostNamed = 5

/**
 * Chooses who gets a ticket: of those who can take it, the one who had the conversation before, or the first by the
 * team's strategy. Where that leaves several, the turn that is longest ago decides, so that equals get equally many.
 */
export function choose(
  need: Need,
  candidates: readonly Candidate[],
  strategy: AssignmentStrategy,
): Choice {
  if (strategy === 'manual') return { chosen: null, because: 'its team claims by hand', others: [] }
  const judged = candidates.map((one) => ({ one, no: obstacle(need, one, candidates) }))
  const unable = judged.flatMap(({ one, no }) => (no === null ? [] : [{ one, why: no }]))
  const criteria = criteriaOf(strategy, need, candidates)
  const [best, ...rest] = judged
    .flatMap(({ one, no }) => (no === null ? [one] : []))
    .sort((a, b) => {
      const by = decides(criteria, a, b)
      return by ? by.rank(a) - by.rank(b) : 0
    })
  if (!best) return { chosen: null, because: nobody(unable), others: unable.map(reason) }
  const [next] = rest
  return {
    chosen: best.personId,
    because: next
      ? (decides(criteria, best, next)?.won(best) ?? '')
      : 'the only one who can take it',
    others: [
      ...rest.map((one) => ({ one, why: decides(criteria, best, one)?.lost(one) ?? '' })),
      ...unable,
    ].map(reason),
  }
}

/** The first criterion by which two differ. Nobody is equal to another by the last. */
function decides(criteria: readonly Criterion[], a: Candidate, b: Candidate) {
  return criteria.find(({ rank }) => rank(a) !== rank(b))
}

function nobody(unable: readonly { one: Candidate; why: string }[]): string {
  if (unable.length === 0) return 'nobody in its team takes tickets'
  const named = unable.slice(0, mostNamed).map(({ one, why }) => `${one.name}: ${why}`)
  const more = unable.length - named.length
  return `nobody can take it (${named.join('; ')}${more > 0 ? `; and ${more} more` : ''})`
}

function reason({ one, why }: { one: Candidate; why: string }) {
  return { personId: one.personId, why }
}
