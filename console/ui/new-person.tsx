import { Group, NativeSelect, PasswordInput, Text, TextInput, Title } from '@mantine/core'
import { AddForm } from '#console/ui/add-form.tsx'
import { Card } from '#console/ui/page.tsx'
import { choices, roleWords } from '#console/ui/words.ts'

export function NewPerson({ teams }: { teams: { id: number; name: string }[] }) {
  return (
    <Card padded>
      <Title order={2}>Somebody new</Title>
      <Text size="sm" c="dimmed">
        Tell them their first password yourself; it needs 12 characters.
      </Text>
      <AddForm intent="agent" submit="Add">
        <Group gap="xs">
          <TextInput name="name" size="xs" placeholder="Ana Ruiz" aria-label="Name" required />
          <TextInput
            name="email"
            type="email"
            size="xs"
            placeholder="ana@example.com"
            aria-label="Email"
            required
          />
          <NativeSelect name="role" size="xs" aria-label="Role" data={choices(roleWords)} />
          <NativeSelect
            name="team"
            size="xs"
            aria-label="Team"
            data={[
              { value: '', label: 'No team yet' },
              ...teams.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
          <PasswordInput
            name="password"
            size="xs"
            w={180}
            placeholder="First password"
            aria-label="First password"
            autoComplete="new-password"
            required
          />
        </Group>
      </AddForm>
    </Card>
  )
}
