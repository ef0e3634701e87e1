import { InvalidArgumentError } from 'commander'
import type { WeekHours } from '#db/schema/people.ts'
import { nothing, weekHours } from './given.ts'

export function capacity(given: string): number | typeof nothing {
  if (given === 'none') return nothing
  if (/^\d{1,5}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('Give a number of tickets, or none.')
}

export function hours(given: string): WeekHours | typeof nothing {
  return given === 'any' ? nothing : weekHours(given)
}

export function tags(given: string): string[] {
  return given.split(/[\s,]+/).filter(Boolean)
}
