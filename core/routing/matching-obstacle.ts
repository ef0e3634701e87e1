import type { Candidate, Need } from './matching.ts'

/**
 * The first fact that keeps a candidate from taking a ticket; null: they can. A language is only asked for where
 * somebody of the team answers in it, for otherwise its tickets would wait for ever. An agent who has no capacity left
 * gets nothing, not even what weighs nothing.
 */
export function obstacle(
  need: Need,
  one: Candidate,
  candidates: readonly Candidate[],
): string | null {
  if (one.role === 'auditor') return 'auditors take no tickets'
  if (one.personId === need.returned) return 'had it when it was put back to the queue'
  if (!one.availability.available) return one.availability.why
  return unskilled(need, one) ?? speechless(need, one, candidates) ?? full(need, one)
}

function unskilled({ skills }: Need, one: Candidate): string | null {
  const lacking = Object.entries(skills).find(([skill, level]) => (one.skills[skill] ?? 0) < level)
  return lacking ? `${lacking[0]} ${one.skills[lacking[0]] ?? 0} of ${lacking[1]} needed` : null
}

function speechless({ language }: Need, one: Candidate, candidates: readonly Candidate[]) {
  if (language === null || one.languages.length === 0) return null
  const speaks = ({ languages }: Candidate) => languages.some((own) => root(own) === root(language))
  if (speaks(one) || !candidates.some(speaks)) return null
  return `answers in ${one.languages.join(', ')}, not in ${language}`
}

/** `pt` of `pt-BR`: who answers in one kind of a language is understood in the others. */
function root(language: string): string {
  return language.split('-', 1)[0] ?? language
}

function full({ weight }: Need, { load, capacity }: Candidate): string | null {
  if (capacity === null || (load < capacity && load + weight <= capacity)) return null
  const taken = `${load} of ${capacity} tickets`
  return load < capacity ? `${taken}, and this one counts as ${weight}` : taken
}
