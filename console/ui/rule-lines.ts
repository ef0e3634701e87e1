import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { type EditedAction, kinds } from './rule-action-kinds.ts'
import { operatorWords, scopeWords } from './rule-phrases.ts'
import { type Group, groups, isGroup, type Question, treeOf } from './rule-tree.ts'

interface Told {
  name: string
  teamId: number | null
  enabled: boolean
  definition: {
    scope: string
    fields?: readonly string[]
    conditions: unknown
    actions: readonly EditedAction[]
  }
}

/** A rule as sentences, so that people see at a glance in what two versions differ. */
export function ruleLines({ name, teamId, enabled, definition }: Told, words: RuleVocabulary) {
  const { scope, fields = [], conditions, actions } = definition
  const of = fields.length > 0 ? `: ${fields.join(', ')}` : ''
  return [
    `Name: ${name}`,
    `Whose tickets: ${teamId === null ? 'every team’s' : named(words.team, teamId)}`,
    enabled ? 'It is on' : 'It is off',
    `Asked ${scopeWords[scope] ?? scope}${of}`,
    ...groupLines(treeOf(conditions), [], words),
    ...actions.map((action, place) => `${place + 1}. ${actionLine(action, words)}`),
  ]
}

/** What one has and the other has not, each in its order. */
export function linesBetween(before: readonly string[], after: readonly string[]) {
  return {
    gone: before.filter((line) => !after.includes(line)),
    come: after.filter((line) => !before.includes(line)),
  }
}

function groupLines(group: Group, above: readonly string[], words: RuleVocabulary): string[] {
  const path = [...above, groups[group.kind].label]
  return group.parts.flatMap((part) =>
    isGroup(part)
      ? groupLines(part, path, words)
      : [`${path.join(' › ')}: ${questionLine(part, words)}`],
  )
}

function questionLine({ fact, name, op, value }: Question, words: RuleVocabulary): string {
  const known = words.facts.find((one) => one.name === fact)
  const names = known?.type === 'team' ? words.team : known?.type === 'person' ? words.agent : []
  const values = [value].flat().map((one) => (one === true ? 'yes' : one === false ? 'no' : one))
  const said = values.map((one) => named(names, one)).join(op === 'between' ? ' and ' : ', ')
  return [known?.label ?? fact, name, operatorWords[op] ?? op, said].filter(Boolean).join(' ')
}

function actionLine(action: EditedAction, words: RuleVocabulary): string {
  const kind = kinds[action.do]
  const given = (kind?.inputs ?? []).map(({ key, options, none }) => {
    const value = action[key]
    if (value === null || value === undefined) return none || 'nothing'
    return [value]
      .flat()
      .map((one) => named(options?.(words) ?? [], one))
      .join(', ')
  })
  return [kind?.label ?? action.do, ...given].join(' · ')
}

/** What is not there any more is told by its number. */
function named(names: readonly { value: string; label: string }[], value: unknown): string {
  return names.find((one) => one.value === String(value))?.label ?? String(value)
}
