import { Checkbox, NativeSelect, Text, Title } from '@mantine/core'
import type { AgentRole } from '#db/schema/enums.ts'
import { Card } from './page.tsx'
import { SaveForm } from './save-form.tsx'
import { choices, roleWords } from './words.ts'

/** What somebody may do, and the end of it. */
export function AgentAccess({ person }: { person: { name: string; role: AgentRole } }) {
  return (
    <Card padded>
      <Title order={2} mb="xs">
        Access
      </Title>
      <SaveForm intent="role" submit="Change role">
        <NativeSelect
          name="role"
          label="Role"
          description="They have to sign in anew."
          data={choices(roleWords)}
          defaultValue={person.role}
          maw={480}
        />
      </SaveForm>
      <Text size="sm" c="dimmed" mt="lg" mb={6}>
        Whoever leaves is signed out everywhere, tokens end, and their open tickets go back to the
        queues.
      </Text>
      <SaveForm intent="deactivate" submit={`${person.name} works here no more`}>
        <Checkbox label={`End the access of ${person.name}`} required />
      </SaveForm>
    </Card>
  )
}
