import { z } from 'zod'
import { holds } from './condition-holds.ts'
import { type Fault, leafFaults } from './condition-leaf.ts'
import type { Operator } from './condition-operators.ts'
import type { Facts } from './facts.ts'
import { type FactName, type FactValue, factNamed } from './facts-by-name.ts'

const deepest = 6
const mostLeaves = 50

/** One question about one fact. */
export interface Leaf {
  fact: FactName
  name?: string | undefined // Which field or header, in which time zone, by which calendar: see `FactOf`.
  op: Operator
  value: string | number | boolean | (string | number)[] // Of `empty`: whether it must be.
}

/** What must hold: all of several, any of them, not one, or one question. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf

/** One deciding leaf of a judgement, with what it found. */
export interface Because {
  leaf: Leaf
  found: FactValue
  holds: boolean
}

export interface Judgement {
  holds: boolean
  because: Because[] // Those that decided, the first before all; empty: there is nothing to ask.
}

/**
 * Judges a condition. A part that fails decides for `all`, one that holds decides for `any`; otherwise all of its
 * parts have decided together. Null asks nothing and holds.
 */
export function judge(condition: Condition | null, facts: Facts): Judgement {
  if (!condition) return { holds: true, because: [] }
  if ('all' in condition) return together(condition.all, facts, false)
  if ('any' in condition) return together(condition.any, facts, true)
  if ('not' in condition) {
    const inner = judge(condition.not, facts)
    return { holds: !inner.holds, because: inner.because }
  }
  const found = factNamed(condition.fact).value(facts, condition.name ?? '')
  const held = holds(condition, found)
  return { holds: held, because: [{ leaf: condition, found, holds: held }] }
}

export function matches(condition: Condition | null, facts: Facts): boolean {
  return judge(condition, facts).holds
}

function together(parts: readonly Condition[], facts: Facts, decisive: boolean): Judgement {
  const because: Because[] = []
  for (const part of parts) {
    const one = judge(part, facts)
    if (one.holds === decisive) return one
    because.push(...one.because)
  }
  return { holds: !decisive, because }
}

/** Every question in it. */
export function leavesOf(condition: Condition | null): Leaf[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  if ('any' in condition) return condition.any.flatMap(leavesOf)
  return 'not' in condition ? leavesOf(condition.not) : [condition]
}

/** Anything, as a condition. What is wrong is told with its place in the tree. */
export const Condition: z.ZodType<Condition> = z
  .unknown()
  .transform((given, { addIssue, issues }) => {
    const faults = faultsOf(given, [], 1)
    if (faults.length === 0 && leavesOf(given as Condition).length > mostLeaves)
      faults.push({ path: [], message: `may ask at most ${mostLeaves} questions` })
    for (const { path, message } of faults) addIssue({ code: 'custom', path, message })
    return issues.length > 0 ? z.NEVER : (given as Condition)
  })

function faultsOf(given: unknown, path: Fault['path'], depth: number): Fault[] {
  if (depth > deepest) return [{ path, message: `may be at most ${deepest} levels deep` }]
  if (typeof given !== 'object' || given === null)
    return [{ path, message: 'must be all, any, not, or a question about a fact' }]
  const [branch = '', ...more] = Object.keys(given)
  if (!['all', 'any', 'not'].includes(branch)) return leafFaults(given, path)
  if (more.length > 0)
    return [{ path, message: `has ${more.join(', ')} beside ${branch}: put them inside` }]
  const inner = (given as Record<string, unknown>)[branch]
  const here = [...path, branch]
  if (branch === 'not') return faultsOf(inner, here, depth + 1)
  if (!Array.isArray(inner) || inner.length === 0 || inner.length > mostLeaves)
    return [{ path: here, message: `must be a list of 1 to ${mostLeaves} conditions` }]
  return inner.flatMap((part, place) => faultsOf(part, [...here, place], depth + 1))
}
