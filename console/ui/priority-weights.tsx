import { Group, Text, TextInput, Title } from '@mantine/core'
import type { TicketPriority } from '#db/schema/enums.ts'
import { Card } from './page.tsx'
import { SaveForm } from './save-form.tsx'
import { choices, priorityWords } from './words.ts'

/** What a ticket takes of an agent's capacity. */
export function PriorityWeightsForm({ weights }: { weights: Record<TicketPriority, number> }) {
  return (
    <Card padded>
      <Title order={2}>What a ticket weighs</Title>
      <Text size="sm" c="dimmed" mb="xs">
        How much of an agent’s capacity an open ticket takes, in every team.
      </Text>
      <SaveForm intent="weights">
        <Group gap="md">
          {choices(priorityWords).map(({ value, label }) => (
            <TextInput
              key={value}
              name={value}
              type="number"
              min={0}
              max={100}
              size="xs"
              w={90}
              label={label}
              defaultValue={weights[value]}
              required
            />
          ))}
        </Group>
      </SaveForm>
    </Card>
  )
}
