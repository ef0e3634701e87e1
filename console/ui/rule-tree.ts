/** What the editor shows of a condition: groups that can be nested, and questions. */
export interface Question {
  fact: string
  name?: string | undefined
  op: string
  value: unknown
}
export interface Group {
  kind: GroupKind
  parts: Node[]
}
export type Node = Group | Question
export type GroupKind = keyof typeof groups

/** How each kind of group is written as a condition, which is also where its parts are found in it. */
export const groups = {
  all: { label: 'All of these hold', place: '/all' },
  any: { label: 'Any of these holds', place: '/any' },
  none: { label: 'None of these holds', place: '/not/any' },
  notAll: { label: 'Not all of these hold', place: '/not/all' },
} as const

export function isGroup(node: Node): node is Group {
  return 'kind' in node
}

/** The tree of a condition that is kept; null asks nothing. */
export function treeOf(condition: unknown): Group {
  const node = condition ? nodeOf(condition as Condition) : { kind: 'all' as const, parts: [] }
  return isGroup(node) ? node : { kind: 'all', parts: [node] }
}

type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Question

function nodeOf(condition: Condition): Node {
  if ('all' in condition) return { kind: 'all', parts: condition.all.map(nodeOf) }
  if ('any' in condition) return { kind: 'any', parts: condition.any.map(nodeOf) }
  if (!('not' in condition)) return condition
  const inner = nodeOf(condition.not)
  if (isGroup(inner) && inner.kind === 'any') return { ...inner, kind: 'none' }
  if (isGroup(inner) && inner.kind === 'all') return { ...inner, kind: 'notAll' }
  return { kind: 'none', parts: [inner] }
}

/** The condition that a tree stands for; null: it asks nothing. */
export function conditionOf(node: Node): unknown {
  if (!isGroup(node)) return node
  const parts = node.parts.map(conditionOf).filter((part) => part !== null)
  if (parts.length === 0) return null
  if (node.kind === 'none') return { not: { any: parts } }
  if (node.kind === 'notAll') return { not: { all: parts } }
  return { [node.kind]: parts }
}
