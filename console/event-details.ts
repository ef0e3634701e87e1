import { lengthInWords } from './ui/sla-words.ts'
import { isOneOf } from './ui/words.ts'

/** What an event keeps; of changes: each column before and after. */
type Details = Record<string, unknown>
export type Changes = Record<string, readonly [before: unknown, after: unknown]>

export function tagWords(change: Changes[string] | undefined): string {
  const [before, after] = [change?.[0], change?.[1]].map((tags) =>
    Array.isArray(tags) ? tags : [],
  )
  const added = after?.filter((tag) => !before?.includes(tag)) ?? []
  const gone = before?.filter((tag) => !after?.includes(tag)) ?? []
  return [
    ...(added.length > 0 ? [`added the tags ${added.join(', ')}`] : []),
    ...(gone.length > 0 ? [`took off the tags ${gone.join(', ')}`] : []),
  ].join(' and ')
}

export function described(facts: unknown): string {
  const entries = Object.entries(facts ?? {}).map(([key, value]) =>
    value === null ? `emptied ${key}` : `set ${key} to “${value}”`,
  )
  return entries.join(', ') || 'changed its metadata'
}

export function said<Value extends string>(words: Record<Value, string>, value: unknown): string {
  return isOneOf(words, value) ? words[value] : String(value)
}

export function targetSaid({ target }: Details): string {
  return String(target).replaceAll('_', ' ')
}

/** Up to a minute is on time. */
export function late({ lateMs }: Details): string {
  return Number(lateMs) >= 60_000 ? `, late by ${lengthInWords(Number(lateMs))}` : ''
}

/** The fact that decided, where the desk chose. */
export function because(details: Details): string {
  return typeof details.because === 'string' ? `: ${details.because}` : ''
}
