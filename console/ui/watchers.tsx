import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'
import { useDesk } from './navigation.tsx'

/** Who follows the ticket without owning it. */
export function Watchers({ page: { ticket, watchers, agents } }: { page: TicketPage }) {
  const { act, busy } = useAct(ticket.id)
  const me = useDesk()?.agent.id ?? 0
  const watches = (person: number) => watchers.some(({ id }) => id === person)
  const others = agents.filter(({ id }) => id !== me && !watches(id))
  return (
    <Stack gap={6}>
      {watchers.map(({ id, name }) => (
        <Group key={id} gap={6} justify="space-between" wrap="nowrap">
          <Text size="sm" truncate>
            {name}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            disabled={busy}
            aria-label={`Remove ${name}`}
            onClick={() => act({ intent: 'unwatch', person: id })}
          >
            Remove
          </Button>
        </Group>
      ))}
      {!watches(me) && (
        <Button
          size="xs"
          variant="default"
          loading={busy}
          onClick={() => act({ intent: 'watch', person: me })}
        >
          Watch it
        </Button>
      )}
      {others.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label="Let somebody watch"
          value=""
          disabled={busy}
          onChange={({ currentTarget: { value } }) =>
            act({ intent: 'watch', person: Number(value) })
          }
          data={[
            { value: '', label: 'Let somebody watch…' },
            ...others.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      )}
    </Stack>
  )
}
