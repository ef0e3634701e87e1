import { Group, Text, Textarea, TextInput, Title } from '@mantine/core'
import { Card } from './page.tsx'
import { RemoveButton } from './remove-button.tsx'
import { SaveForm } from './save-form.tsx'

interface Shown {
  id: number
  name: string
  text: string // Its steps as they are typed.
  steps: { when: string; whom: string[] }[]
}

/** One ladder from its first step up, to be changed in place by those who may. */
export function LadderCard({ ladder, mayChange }: { ladder: Shown; mayChange: boolean }) {
  const { id, name, steps, text } = ladder
  return (
    <Card padded>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{name}</Title>
        {mayChange && <RemoveButton intent="remove" fields={{ id }} label={`Remove ${name}`} />}
      </Group>
      <ol className="desk-plain">
        {steps.map(({ when, whom }) => (
          <li key={when}>
            <Text size="sm">
              <Text span fw={550} inherit>
                {when}:
              </Text>{' '}
              {whom.join(', ')}
            </Text>
          </li>
        ))}
      </ol>
      {mayChange && (
        <details>
          <Text component="summary" size="sm" c="dimmed" mt="xs" style={{ cursor: 'pointer' }}>
            Change {name}
          </Text>
          <SaveForm intent="change">
            <input type="hidden" name="id" value={id} />
            <TextInput
              name="name"
              label="Name"
              defaultValue={name}
              required
              maxLength={80}
              maw={320}
            />
            <Textarea
              name="steps"
              label="Steps"
              description="A line each: when, and whom."
              defaultValue={text}
              key={text}
              required
              autosize
              maxLength={5000}
              maw={480}
            />
          </SaveForm>
        </details>
      )}
    </Card>
  )
}
