import type { FactType } from './facts-by-name.ts'

export const operators = [
  'is',
  'is_not',
  'in',
  'contains',
  'starts',
  'ends',
  'matches',
  'less',
  'greater',
  'between',
  'empty',
] as const

export type Operator = (typeof operators)[number]
const words: Operator[] = ['is', 'is_not', 'in', 'contains', 'starts', 'ends', 'matches', 'empty']
const choice: Operator[] = ['is', 'is_not', 'in', 'empty']
const size: Operator[] = ['is', 'is_not', 'in', 'less', 'greater', 'between', 'empty']

/** What can be asked of each kind of fact. Of a list: whether any of it is so; `is_not`: whether none is. */
export const operatorsOf: Record<FactType, readonly Operator[]> = {
  text: words,
  list: words,
  choice,
  team: choice,
  person: choice,
  number: size,
  clock: ['is', 'less', 'greater', 'between'],
  flag: ['is'],
}
