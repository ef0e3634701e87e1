import { z } from 'zod'
import type { Operator } from './condition-operators.ts'
import { type FactName, factNamed } from './facts-by-name.ts'
import { isZone } from './facts-time.ts'
import { patternFault } from './text-test.ts'

const longestValue = 1000

const Text = z
  .string('must be text')
  .max(longestValue, `may have at most ${longestValue} characters`)
const Numeral = z.number('must be a number').refine(Number.isFinite)

const Clock = z
  .string('must be a time like 09:30')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time like 09:30')
const Flag = z.boolean('must be true or false')

const Id = z.int('must be a number').positive('must be a number')

/** What one value of a fact must be. */
function single(fact: FactName): z.ZodType<string | number | boolean> {
  const { type, choices } = factNamed(fact)
  if (choices)
    return z.enum(choices as [string, ...string[]], `must be one of ${choices.join(', ')}`)
  if (type === 'number') return Numeral
  if (type === 'clock') return Clock
  if (type === 'flag') return Flag
  return type === 'team' || type === 'person' ? Id : Text.min(1, 'must not be empty')
}

export function asked(fact: FactName, op: Operator): z.ZodType {
  if (op === 'empty') return Flag
  const one = single(fact)
  if (op === 'in')
    return z
      .array(one, 'must be a list')
      .min(1, 'must name at least one')
      .max(100, 'may name at most 100')
  if (op === 'between') return z.tuple([one, one], 'must be two values, the lower first')
  if (op !== 'matches') return one
  return Text.min(1, 'must not be empty').superRefine((pattern, { addIssue }) => {
    const fault = patternFault(pattern)
    if (fault) addIssue(fault)
  })
}

export const nameOf = {
  field: Text.regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'must be the key of a field'),
  header: Text.regex(/^[!-9;-~]{1,100}$/, 'must be the name of a header, like X-Priority'),
  zone: Text.refine(isZone, 'must be a time zone, like Europe/Berlin'),
  calendar: Text.regex(/^[1-9]\d{0,8}$/, 'must be the number of a calendar'),
}
