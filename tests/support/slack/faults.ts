import type { Json, World } from './world.ts'

/**
 * What goes wrong with a call instead of its answer. `limited`: 429, with Retry-After only if seconds are said;
 * `refused`: ok:false with an error of its own; `broken`: HTTP 500; `silent`: no answer; `cut`: the line goes dead.
 * `applied`: it was done all the same.
 */
export type Failure =
  | { kind: 'limited'; seconds?: number }
  | { kind: 'refused'; error: string }
  | { kind: 'broken'; applied?: boolean }
  | { kind: 'silent'; applied?: boolean }
  | { kind: 'cut'; applied?: boolean }

export interface Fault {
  method: string | undefined // Undefined: any.
  left: number
  failure: Failure
  when: (args: Json) => boolean
}

/** The failure that is due for a call, if one is; each counts down. */
export function failureOf(world: World, method: string, args: Json): Failure | undefined {
  const fault = world.faults.find(
    (one) => one.left > 0 && (one.method ?? method) === method && one.when(args),
  )
  if (!fault) return undefined
  fault.left -= 1
  return fault.failure
}
