import { InvalidArgumentError } from 'commander'
import { isSendable } from '#core/people/address.ts'
import { hoursFromText } from '#core/people/hours-text.ts'
import type { WeekHours } from '#db/schema/people.ts'

/** An option that takes one plain address. */
export function email(given: string): string {
  if (isSendable(given)) return given
  throw new InvalidArgumentError('Give one plain email address, like ana@example.com.')
}

/** An option that takes a name: one line with something on it. */
export function name(given: string): string {
  const words = given.trim()
  if (words && words.length <= 200 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(words)) return words
  throw new InvalidArgumentError('Give a name of one line, at most 200 characters.')
}

/** What an option's parser returns for null, which Commander would take for an option without a value. */
export const nothing = Symbol('nothing')

/** The value of such an option; undefined: it was not given. */
export function orNull<Value>(given: Value | typeof nothing | undefined): Value | null | undefined {
  return given === nothing ? null : given
}

/** An argument that takes the number of something. */
export function numberOf<Id extends number>(why: string) {
  return (given: string): Id => {
    if (/^[1-9]\d{0,8}$/.test(given)) return Number(given) as Id
    throw new InvalidArgumentError(why)
  }
}

export function yesOrNo(given: string): boolean {
  if (given === 'yes' || given === 'no') return given === 'yes'
  throw new InvalidArgumentError('Say yes or no.')
}

export function weekHours(given: string): WeekHours {
  const read = hoursFromText(given)
  if (!('unread' in read)) return read
  throw new InvalidArgumentError(
    `“${read.unread}” cannot be read. Write it like “mon-fri 9-12:30, 13-17; sat 10-14”.`,
  )
}

/** Skills with levels: `billing=3,french=5`; `none`: no skill at all. */
export function levels(given: string): Record<string, number> {
  if (given === 'none') return {}
  return Object.fromEntries(
    given.split(',').map((each) => {
      const [, skill, level] = /^\s*(.+?)\s*=\s*([1-5])\s*$/.exec(each) ?? []
      if (skill) return [skill.toLowerCase(), Number(level)]
      throw new InvalidArgumentError('Give skills with levels from 1 to 5: billing=3,french=5.')
    }),
  )
}
