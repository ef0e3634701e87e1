import { Checkbox, NativeSelect, Group as Row, SimpleGrid, TextInput } from '@mantine/core'
import type { RuleVocabulary } from '#core/routing/rule-vocabulary.ts'
import type { EditedRule } from './rule-editor.tsx'
import { scopeWords } from './rule-phrases.ts'

interface Props {
  rule: EditedRule
  teams: { value: string; label: string }[]
  words: RuleVocabulary
  faults: Readonly<Record<string, string>>
  onChange: (patch: Partial<EditedRule>) => void
}

/** What a rule is called, whose tickets it looks at, and when. */
export function RuleHead({ rule, teams, words, faults, onChange }: Props) {
  const { name, teamId, definition } = rule
  const define = (patch: Partial<EditedRule['definition']>) =>
    onChange({ definition: { ...definition, ...patch } })
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          label="Name"
          value={name}
          maxLength={120}
          error={faults['/name'] && `It ${faults['/name']}.`}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Whose tickets"
          value={String(teamId ?? '')}
          data={teams}
          onChange={({ currentTarget: { value } }) =>
            onChange({ teamId: value === '' ? null : Number(value) })
          }
        />
        <NativeSelect
          label="It is asked"
          value={definition.scope}
          data={Object.entries(scopeWords).map(([value, label]) => ({ value, label }))}
          onChange={(event) => define({ scope: event.currentTarget.value })}
        />
      </SimpleGrid>
      {definition.scope === 'update' && (
        <Checkbox.Group
          label="What has to change"
          value={definition.fields}
          error={faults['/fields'] && `It ${faults['/fields']}.`}
          onChange={(fields) => define({ fields })}
        >
          <Row gap="sm" mt={4}>
            {words.changedFields.map((field) => (
              <Checkbox key={field} size="xs" value={field} label={field} />
            ))}
          </Row>
        </Checkbox.Group>
      )}
    </>
  )
}
