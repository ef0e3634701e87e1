import { InvalidArgumentError } from 'commander'
import { isSendable } from '#core/people/address.ts'

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

export function yesOrNo(given: string): boolean {
  if (given === 'yes' || given === 'no') return given === 'yes'
  throw new InvalidArgumentError('Say yes or no.')
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
