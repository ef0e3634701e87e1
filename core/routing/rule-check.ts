import { type ZodSafeParseResult, z } from 'zod'
import { Refusal } from '#core/refusal.ts'
import { Condition } from './condition.ts'
import type { Fault } from './condition-leaf.ts'
import { type RuleDefinition, RuleDefinition as Shape } from './rule.ts'

/** A rule that cannot be taken as it is: each fault with its place, as people say it and as a pointer (RFC 6901). */
export class WrongRule extends Refusal {
  readonly faults: readonly { pointer: string; message: string }[]

  constructor(faults: readonly Fault[]) {
    super('wrong-input', { why: faults.map(inWords).join(' ') })
    this.faults = faults.map(({ path, message }) => ({ pointer: pointerTo(path), message }))
  }
}

/** `Conditions › all › 2 › value must not be empty (/conditions/all/1/value).` Places count from 1 in words. */
function inWords({ path, message }: Fault): string {
  const place = path.map((step) => (typeof step === 'number' ? step + 1 : step)).join(' › ')
  return `${place || 'The rule'} ${message} (${pointerTo(path) || '/'}).`
}

function pointerTo(path: Fault['path']): string {
  return path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')
}

/** What a rule asks and does, from anything. Refuses all that is wrong with it at once. */
export function definitionFrom(given: unknown): RuleDefinition {
  return orRefused(Shape.safeParse(given))
}

const Asking = z.object({ conditions: Condition.nullable() })

/** Conditions that stand by themselves, as those of an SLA policy, refused in the same words. Null: nothing is asked. */
export function conditionsFrom(conditions: unknown): RuleDefinition['conditions'] {
  return orRefused(Asking.safeParse({ conditions })).conditions
}

function orRefused<Data>(read: ZodSafeParseResult<Data>): Data {
  if (read.success) return read.data
  throw new WrongRule(
    read.error.issues.flatMap((issue) => {
      const path = issue.path.filter((step) => typeof step !== 'symbol')
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...path, key], message: 'is not known' }))
        : [{ path, message: issue.message }]
    }),
  )
}
