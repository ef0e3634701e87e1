import { Checkbox, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import type { Macro } from '#core/macros/macro.ts'
import { choices, priorityWords, statusWords } from './words.ts'

interface Named {
  id: number
  name: string
}
interface Props {
  macro?: Macro | undefined // Absent: a new one.
  teams: Named[] // That may be its own.
  all: Named[] // That tickets can be handed to.
  agents: Named[]
  mayBeForAll: boolean
}

/** What a macro says and does, to be filled in. */
export function MacroFields({ macro, teams, all, agents, mayBeForAll }: Props) {
  const does = macro?.actions ?? {}
  const stays = { value: '', label: 'As it is' }
  const named = (rows: Named[]) => rows.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <TextInput name="name" label="Name" defaultValue={macro?.name} required maxLength={80} />
        <NativeSelect
          name="team"
          label="Who uses it"
          defaultValue={String(macro?.teamId ?? '')}
          data={[...(mayBeForAll ? [{ value: '', label: 'Every team' }] : []), ...named(teams)]}
        />
      </SimpleGrid>
      <Textarea
        name="text"
        label="Words"
        description="You can write {{requester.name}}, {{agent.name}}, {{team.name}}, {{ticket.number}} and {{mailbox.address}}. Leave it empty to write nothing."
        defaultValue={macro?.text}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
      />
      <Checkbox
        name="note"
        label="Write them as a note, for agents only"
        defaultChecked={macro?.note}
      />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs">
        <NativeSelect
          name="status"
          label="Status"
          defaultValue={does.status ?? ''}
          data={[stays, ...choices(statusWords).filter(({ value }) => value !== 'new')]}
        />
        <NativeSelect
          name="priority"
          label="Priority"
          defaultValue={does.priority ?? ''}
          data={[stays, ...choices(priorityWords)]}
        />
        <NativeSelect
          name="assignee"
          label="Assignee"
          defaultValue={does.assignee === null ? 'none' : String(does.assignee ?? '')}
          data={[
            stays,
            { value: 'me', label: 'Whoever uses it' },
            { value: 'none', label: 'Nobody: back to the queue' },
            ...named(agents),
          ]}
        />
        <NativeSelect
          name="handTo"
          label="Hand to team"
          defaultValue={String(does.team ?? '')}
          data={[stays, ...named(all)]}
        />
        <TextInput
          name="addTags"
          label="Add tags"
          placeholder="refund, vip"
          defaultValue={does.addTags?.join(', ')}
        />
        <TextInput
          name="removeTags"
          label="Take off tags"
          defaultValue={does.removeTags?.join(', ')}
        />
        <TextInput
          name="snooze"
          label="Snooze, hours"
          inputMode="numeric"
          pattern="[0-9]*"
          title="A whole number of hours"
          defaultValue={does.snoozeHours}
        />
        <Textarea
          name="fields"
          label="Fields, one a line"
          placeholder="order = 8812"
          autosize
          minRows={1}
          defaultValue={Object.entries(does.fields ?? {})
            .map(([key, value]) => `${key} = ${value ?? ''}`)
            .join('\n')}
        />
      </SimpleGrid>
    </Stack>
  )
}
