import type { Because, Leaf } from './condition.ts'
import type { Facts } from './facts.ts'
import { type FactValue, factNamed } from './facts-by-name.ts'

const asked: Record<Leaf['op'], [holds: string, fails: string]> = {
  is: ['is', 'is not'],
  is_not: ['is not', 'is'],
  in: ['is one of', 'is none of'],
  contains: ['contains', 'does not contain'],
  starts: ['starts with', 'does not start with'],
  ends: ['ends with', 'does not end with'],
  matches: ['matches', 'does not match'],
  less: ['is below', 'is not below'],
  greater: ['is above', 'is not above'],
  between: ['is between', 'is not between'],
  empty: ['is empty', 'is empty'],
}

const longest = 60

/** What decided, as a sentence without its end: `the subject contains “refund”`. At most three reasons are named. */
export function reasonsInWords(because: readonly Because[], facts: Facts): string {
  if (because.length === 0) return 'it asks for nothing'
  const told = because.slice(0, 3).map((one) => reason(one, facts))
  const more = because.length - told.length
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(' and ')
}

function reason({ leaf, found, holds }: Because, facts: Facts): string {
  const { label, type } = factNamed(leaf.fact)
  const name = leaf.name ? `the ${label} ${leaf.name}` : `the ${label}`
  if (type === 'flag') return `${name}: ${found ? 'yes' : 'no'}`
  if (leaf.op === 'empty')
    return `${name} is ${holds === leaf.value ? 'empty' : shown(found, leaf, facts)}`
  if (found === null || found === '' || (Array.isArray(found) && found.length === 0))
    return `${name} is empty`
  const wanted = asked[leaf.op][holds ? 0 : 1]
  const value = Array.isArray(leaf.value)
    ? leaf.value.map((one) => quoted(one)).join(leaf.op === 'between' ? ' and ' : ', ')
    : quoted(leaf.value)
  if (leaf.op === 'is' && holds) return `${name} is ${shown(found, leaf, facts)}`
  if (leaf.fact === 'text') return `${name} ${wanted} ${value}` // It is long, and can be read beside.
  const is = shown(found, leaf, facts)
  return is === value ? `${name} is ${is}` : `${name}, ${is}, ${wanted} ${value}`
}

/** Teams and people by their names. */
function shown(found: FactValue, { fact }: Leaf, facts: Facts): string {
  if (fact === 'team') return facts.teamName
  if (fact === 'assignee') return facts.assigneeName ?? 'nobody'
  if (Array.isArray(found)) return found.map(quoted).join(', ')
  return typeof found === 'number' ? String(Math.round(found * 10) / 10) : quoted(String(found))
}

function quoted(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  return `“${value.length > longest ? `${value.slice(0, longest)}…` : value}”`
}
