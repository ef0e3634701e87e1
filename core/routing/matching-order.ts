import type { AssignmentStrategy } from '#db/schema/enums.ts'
import type { Candidate, Need } from './matching.ts'

/** One way in which candidates differ: the smallest rank wins. */
export interface Criterion {
  rank(one: Candidate): number
  won(one: Candidate): string // Why they were chosen.
  lost(one: Candidate): string // Why they were not.
}

/** What decides between those who can take a ticket, the most important first. By the last no two are equal. */
export function criteriaOf(
  strategy: Exclude<AssignmentStrategy, 'manual'>,
  need: Need,
  candidates: readonly Candidate[],
): Criterion[] {
  const load = leastLoaded(candidates)
  const own = { round_robin: [], least_loaded: [load], skill_best: [knowsMost(need), load] }
  return [hadIt(need), ...own[strategy], turn, place]
}

function hadIt({ last }: Need): Criterion {
  return {
    rank: (one) => (one.personId === last ? 0 : 1),
    won: () => 'had the conversation before',
    lost: () => 'did not have the conversation before',
  }
}

/** Relative to capacity: 4 of 8 is as much as 2 of 4. Whoever has no limit is measured by the largest of the others. */
function leastLoaded(candidates: readonly Candidate[]): Criterion {
  const largest = Math.max(1, ...candidates.map(({ capacity }) => capacity ?? 1))
  return {
    rank: ({ load, capacity }) => load / (capacity ?? largest),
    won: (one) => `least loaded: ${inHand(one)}`,
    lost: (one) => `more loaded: ${inHand(one)}`,
  }
}

function inHand({ load, capacity }: Candidate): string {
  return capacity === null ? `${load} tickets without a limit` : `${load} of ${capacity} tickets`
}

function knowsMost({ skills }: Need): Criterion {
  const names = Object.keys(skills)
  const levels = (one: Candidate) => names.map((name) => `${name} ${one.skills[name] ?? 0}`)
  return {
    rank: (one) => -names.reduce((sum, name) => sum + (one.skills[name] ?? 0), 0),
    won: (one) => `knows most: ${levels(one).join(', ')}`,
    lost: (one) => `knows less: ${levels(one).join(', ')}`,
  }
}

const turn: Criterion = {
  rank: (one) => one.turn,
  won: (one) => (one.turn ? `next in turn: had turn ${one.turn}` : 'next in turn: had none yet'),
  lost: (one) => `had a turn later: turn ${one.turn}`,
}

const place: Criterion = {
  rank: (one) => one.personId,
  won: () => 'first in the list, with all else equal',
  lost: () => 'later in the list, with all else equal',
}
