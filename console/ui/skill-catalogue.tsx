import { Group, Text, TextInput, Title } from '@mantine/core'
import { AddForm } from './add-form.tsx'
import { Card } from './page.tsx'
import { RemoveButton } from './remove-button.tsx'
import { count } from './words.ts'

/** What tickets can need and agents can know. */
export function SkillCatalogue({ skills }: { skills: { name: string; agents: number }[] }) {
  return (
    <Card padded>
      <Title order={2} mb="xs">
        Skills
      </Title>
      {skills.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet. With skills, tickets go to those who know what they are about.
        </Text>
      )}
      <Group gap="md">
        {skills.map(({ name, agents }) => (
          <Group key={name} gap={4}>
            <Text size="sm">{name}</Text>
            <Text size="xs" c="dimmed">
              {count(agents, 'person', 'people')}
            </Text>
            <RemoveButton intent="no-skill" fields={{ name }} label={`Remove the skill ${name}`} />
          </Group>
        ))}
      </Group>
      <AddForm intent="skill" submit="Add skill">
        <TextInput
          name="name"
          size="xs"
          placeholder="billing"
          aria-label="Name of the new skill"
          required
          maxLength={64}
        />
      </AddForm>
    </Card>
  )
}
