import { TextInput } from '@mantine/core'
import { SaveForm } from './save-form.tsx'

/** What somebody is called, and how much they take. */
export function AgentProfile({ person }: { person: { name: string; capacity: number | null } }) {
  return (
    <SaveForm intent="profile">
      <TextInput
        name="name"
        label="Name"
        description="Customers see it."
        defaultValue={person.name}
        required
        maxLength={200}
        maw={480}
      />
      <TextInput
        name="capacity"
        label="Capacity"
        description="Open tickets at most, as they weigh. Empty: no limit."
        inputMode="numeric"
        defaultValue={person.capacity ?? ''}
        maw={480}
      />
    </SaveForm>
  )
}
