import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { choices, priorityWords, statusWords } from './words.ts'

export type EditedAction = { do: string } & Record<string, unknown>

export interface Input {
  key: string
  label: string
  options?: (words: RuleVocabulary) => { value: string; label: string }[]
  number?: true
  list?: true
  none?: string // What empty means; absent: it must be given.
}

const levels = ['1', '2', '3', '4', '5'].map((value) => ({ value, label: `level ${value}` }))
const agents = (words: RuleVocabulary) => words.agent

/** What each action is called, and what has to be said of it. */
export const kinds: Record<string, { label: string; inputs: Input[] }> = {
  team: {
    label: 'Hand to team',
    inputs: [{ key: 'team', label: 'Team', options: (w) => w.team, number: true }],
  },
  assign: {
    label: 'Assign to',
    inputs: [
      {
        key: 'person',
        label: 'Agent',
        options: agents,
        number: true,
        none: 'nobody: back to the queue',
      },
    ],
  },
  priority: {
    label: 'Set priority',
    inputs: [{ key: 'priority', label: 'Priority', options: () => choices(priorityWords) }],
  },
  status: {
    label: 'Set status',
    inputs: [
      {
        key: 'status',
        label: 'Status',
        options: () => choices(statusWords).filter(({ value }) => value !== 'new'),
      },
    ],
  },
  tag: { label: 'Add tags', inputs: [{ key: 'tags', label: 'Tags, with commas', list: true }] },
  untag: {
    label: 'Remove tags',
    inputs: [{ key: 'tags', label: 'Tags, with commas', list: true }],
  },
  field: {
    label: 'Set field',
    inputs: [
      { key: 'key', label: 'Field', options: (w) => w.field },
      { key: 'value', label: 'Value', none: '' },
    ],
  },
  skill: {
    label: 'Require skill',
    inputs: [
      { key: 'skill', label: 'Skill', options: (w) => w.skill },
      { key: 'level', label: 'Level', options: () => levels, number: true },
    ],
  },
  sla: {
    label: 'Choose SLA policy',
    inputs: [
      {
        key: 'policy',
        label: 'Policy',
        options: (w) => w.policy,
        number: true,
        none: 'the first that fits',
      },
    ],
  },
  watch: {
    label: 'Add watcher',
    inputs: [{ key: 'person', label: 'Agent', options: agents, number: true }],
  },
  macro: {
    label: 'Apply macro',
    inputs: [{ key: 'macro', label: 'Macro', options: (w) => w.macro, number: true }],
  },
  note: { label: 'Write a note', inputs: [{ key: 'text', label: 'Note' }] },
  spam: { label: 'Mark as spam and delete', inputs: [] },
  stop: { label: 'Ask no further rules', inputs: [] },
}
