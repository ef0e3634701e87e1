import type { Leaf } from './condition.ts'
import type { FactValue } from './facts-by-name.ts'
import { isFound } from './text-test.ts'

type One = string | number | boolean

/** Whether what was found is what the leaf asks for. Texts are compared without regard to case. */
export function holds({ op, value }: Leaf, found: FactValue): boolean {
  if (op === 'empty') return isNothing(found) === value
  const any = (test: (one: One) => boolean) =>
    isList(found) ? found.some(test) : found !== null && test(found)
  switch (op) {
    case 'is':
      return any((one) => same(one, value))
    case 'is_not':
      return !any((one) => same(one, value))
    case 'in':
      return any((one) => Array.isArray(value) && value.some((each) => same(one, each)))
    case 'contains':
      return any((one) => folded(one).includes(folded(value)))
    case 'starts':
      return any((one) => folded(one).startsWith(folded(value)))
    case 'ends':
      return any((one) => folded(one).endsWith(folded(value)))
    case 'matches':
      return any((one) => isFound(String(value), String(one)))
    case 'less':
      return any((one) => one < value)
    case 'greater':
      return any((one) => one > value)
    case 'between':
      return any((one) => Array.isArray(value) && isBetween(one, value))
  }
}

/** Both ends belong to it. From a later to an earlier one it goes over midnight. */
function isBetween(one: One, [low = '', high = '']: (string | number)[]): boolean {
  return low <= high ? one >= low && one <= high : one >= low || one <= high
}

function isList(found: FactValue): found is readonly string[] {
  return Array.isArray(found)
}

function isNothing(found: FactValue): boolean {
  return found === null || found === '' || (isList(found) && found.length === 0)
}

function same(one: One, other: Leaf['value']): boolean {
  return one === other || (typeof one === 'string' && folded(one) === folded(other))
}

const longTexts = new Map<string, string>()

/** A long message is asked about again and again: it is brought to lower case once. */
function folded(value: Leaf['value']): string {
  const text = String(value)
  if (text.length < 200) return text.toLowerCase()
  const known = longTexts.get(text)
  if (known !== undefined) return known
  if (longTexts.size >= 20) longTexts.clear()
  const lower = text.toLowerCase()
  longTexts.set(text, lower)
  return lower
}
