import { Fieldset, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { EditedPolicy } from '#console/sla-form.ts'
import type { LadderId } from '#db/schema/columns.ts'
import type { TicketPriority } from '#db/schema/enums.ts'
import type { Faults } from './rule-condition.tsx'
import { prioritiesFromWorst, targetKeys } from './sla-words.ts'
import { priorityWords } from './words.ts'

type Targets = EditedPolicy['targets']
const nothing = { first: '', next: '', resolution: '' }

/** What is promised at each priority, and who is called when it is not kept. */
export function SlaTargets({
  targets,
  ladders,
  faults,
  onChange,
}: {
  targets: Targets
  ladders: { value: string; label: string }[]
  faults: Faults
  onChange: (targets: Targets) => void
}) {
  const set = (priority: TicketPriority, patch: Partial<Targets[TicketPriority]>) =>
    onChange({ ...targets, [priority]: { ...(targets[priority] ?? nothing), ...patch } })
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        In working time, like 30 m, 2 h 30 m or 3 d of 24 hours. Leave empty what is not promised.
      </Text>
      {prioritiesFromWorst.map((priority) => (
        <Fieldset key={priority} legend={priorityWords[priority]} p="sm">
          <SimpleGrid cols={{ base: 2, sm: ladders.length > 0 ? 4 : 3 }} spacing="sm">
            {targetKeys.map(([key, words]) => (
              <TextInput
                key={key}
                size="xs"
                label={words}
                maxLength={20}
                value={targets[priority]?.[key] ?? ''}
                error={faults[`/targets/${priority}/${key}`]}
                onChange={(event) => set(priority, { [key]: event.currentTarget.value })}
              />
            ))}
            {ladders.length > 0 && (
              <NativeSelect
                size="xs"
                label="Escalation"
                value={String(targets[priority]?.ladderId ?? '')}
                data={[{ value: '', label: 'None' }, ...ladders]}
                onChange={({ currentTarget: { value } }) =>
                  set(priority, {
                    ladderId: value === '' ? undefined : (Number(value) as LadderId),
                  })
                }
              />
            )}
          </SimpleGrid>
        </Fieldset>
      ))}
    </Stack>
  )
}
