import type { Target } from './ladder.ts'

/** A target as people read it. @param nameOf of people; absent: their numbers are shown */
export function targetWords(target: Target, nameOf?: (person: number) => string | undefined) {
  if (target.to === 'person') return nameOf?.(target.person) ?? `person ${target.person}`
  if (target.to === 'channel') return target.channel
  if (target.to === 'role') return `every ${target.role}`
  return words[target.to]
}

const words = {
  assignee: 'the assignee',
  lead: 'the team’s leads',
  team: 'the whole team',
  manager: 'the team’s managers',
} as const
