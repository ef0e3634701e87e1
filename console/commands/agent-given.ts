import { InvalidArgumentError } from 'commander'
import { hoursFromText } from '#core/people/hours-text.ts'
import type { WeekHours } from '#db/schema/people.ts'
import { nothing } from './given.ts'

export function capacity(given: string): number | typeof nothing {
  if (given === 'none') return nothing
  if (/^\d{1,5}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('Give a number of tickets, or none.')
}

export function hours(given: string): WeekHours | typeof nothing {
  if (given === 'any') return nothing
  const read = hoursFromText(given)
  if (!('unread' in read)) return read
  throw new InvalidArgumentError(
    `“${read.unread}” cannot be read. Write “mon-fri 9-12:30, 13-17; sat 10-14”, or any.`,
  )
}

export function tags(given: string): string[] {
  return given.split(/[\s,]+/).filter(Boolean)
}
