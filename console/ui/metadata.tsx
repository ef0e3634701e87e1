import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useAct } from './act.ts'
import { PlusIcon, TrashIcon } from './icons.ts'

/** Free facts: an order number, a device. Programs read and write the same. */
export function Metadata({ ticket, facts }: { ticket: number; facts: Record<string, string> }) {
  const { act, busy } = useAct(ticket)
  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    act({ intent: 'describe', key: String(given.get('key')), value: String(given.get('value')) })
    event.currentTarget.reset()
  }
  return (
    <Stack gap={6}>
      {Object.entries(facts).map(([key, value]) => (
        <Group key={key} gap={6} wrap="nowrap" justify="space-between">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <Text span c="dimmed" inherit>
              {key}
            </Text>{' '}
            {value}
          </Text>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Remove ${key}`}
            onClick={() => act({ intent: 'describe', key, value: null })}
          >
            <TrashIcon size={14} />
          </ActionIcon>
        </Group>
      ))}
      <form onSubmit={add}>
        <Group gap={6} wrap="nowrap">
          <TextInput
            name="key"
            size="xs"
            placeholder="order"
            aria-label="New fact: name"
            required
            maxLength={64}
          />
          <TextInput
            name="value"
            size="xs"
            placeholder="8812"
            aria-label="New fact: value"
            required
            maxLength={4000}
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            px={8}
            loading={busy}
            aria-label="Add the fact"
          >
            <PlusIcon size={14} />
          </Button>
        </Group>
      </form>
    </Stack>
  )
}
