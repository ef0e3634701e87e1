import { Button, Fieldset, NativeSelect, Group as Row, Stack, Text } from '@mantine/core'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { RuleQuestion } from './rule-question.tsx'
import { type Group, type GroupKind, groups, isGroup, type Node } from './rule-tree.ts'

export type Faults = Readonly<Record<string, string>>

interface Props {
  group: Group
  at: string // Where it stands in the definition: `/conditions/all/1`.
  depth?: number
  words: RuleVocabulary
  faults: Faults
  onChange: (group: Group) => void
  onRemove?: () => void
}

const deepest = 3

/** A group of questions, with groups in it. What is wrong stands beside what it is about. */
export function RuleCondition({ group, at, depth = 1, words, faults, onChange, onRemove }: Props) {
  const { parts } = group
  const set = (place: number, part: Node) => onChange({ ...group, parts: parts.with(place, part) })
  const remove = (place: number) => onChange({ ...group, parts: parts.toSpliced(place, 1) })
  const add = (part: Node) => onChange({ ...group, parts: [...parts, part] })
  const question: Node = { fact: 'subject', op: 'contains', value: '' }
  return (
    <Fieldset legend={depth === 1 ? 'When' : `Group, level ${depth}`} p="sm">
      <Stack gap="xs">
        <NativeSelect
          aria-label={`How the questions of level ${depth} go together`}
          size="xs"
          maw={240}
          value={group.kind}
          onChange={(event) => onChange({ ...group, kind: event.currentTarget.value as GroupKind })}
          data={Object.entries(groups).map(([value, { label }]) => ({ value, label }))}
        />
        {parts.length === 0 && (
          <Text size="sm" c="dimmed">
            {depth === 1 ? 'Nothing is asked: it matches every ticket.' : 'Add a question.'}
          </Text>
        )}
        {parts.map((part, place) => {
          const here = `${at}${groups[group.kind].place}/${place}`
          const key = `${at}-${place}`
          const about = { at: here, words, faults, onRemove: () => remove(place) }
          return isGroup(part) ? (
            <RuleCondition
              key={key}
              {...about}
              group={part}
              depth={depth + 1}
              onChange={(changed) => set(place, changed)}
            />
          ) : (
            <RuleQuestion
              key={key}
              {...about}
              question={part}
              onChange={(changed) => set(place, changed)}
            />
          )
        })}
        <Row gap="xs">
          <Button size="compact-xs" variant="default" onClick={() => add(question)}>
            Add question
          </Button>
          {depth < deepest && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => add({ kind: 'any', parts: [question] })}
            >
              Add group
            </Button>
          )}
          {onRemove && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={onRemove}>
              Remove group
            </Button>
          )}
        </Row>
      </Stack>
    </Fieldset>
  )
}
