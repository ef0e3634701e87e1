import { ActionIcon, Button, Fieldset, NativeSelect, Group as Row, Stack } from '@mantine/core'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import { TrashIcon } from './icons.ts'
import { Refused } from './refused.tsx'
import { ActionInput } from './rule-action-input.tsx'
import { type EditedAction, kinds } from './rule-action-kinds.ts'
import type { Faults } from './rule-condition.tsx'

interface Props {
  actions: EditedAction[]
  words: RuleVocabulary
  faults: Faults
  onChange: (actions: EditedAction[]) => void
}

/** What a rule does, in its order. */
export function RuleActions({ actions, words, faults, onChange }: Props) {
  return (
    <Fieldset legend="Do" p="sm">
      <Stack gap="xs">
        {[...actions.entries()].map(([place, action]) => (
          <Row key={`${place}-${action.do}`} gap="xs" align="flex-start">
            <NativeSelect
              size="xs"
              aria-label={`Action ${place + 1}`}
              value={action.do}
              error={faults[`/actions/${place}`]}
              onChange={(event) => onChange(actions.with(place, { do: event.currentTarget.value }))}
              data={Object.entries(kinds).map(([value, { label }]) => ({ value, label }))}
            />
            {kinds[action.do]?.inputs.map((input) => (
              <ActionInput
                key={input.key}
                input={input}
                words={words}
                value={action[input.key]}
                error={
                  Object.entries(faults).find(([at]) =>
                    at.startsWith(`/actions/${place}/${input.key}`),
                  )?.[1]
                }
                onChange={(value) =>
                  onChange(actions.with(place, { ...action, [input.key]: value }))
                }
              />
            ))}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove action ${place + 1}`}
              onClick={() => onChange(actions.toSpliced(place, 1))}
            >
              <TrashIcon size={15} />
            </ActionIcon>
          </Row>
        ))}
        {faults['/actions'] && <Refused size="xs">The list {faults['/actions']}.</Refused>}
        <Row>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onChange([...actions, { do: 'priority', priority: 'HIGH' }])}
          >
            Add action
          </Button>
        </Row>
      </Stack>
    </Fieldset>
  )
}
