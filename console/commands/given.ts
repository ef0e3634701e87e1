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
