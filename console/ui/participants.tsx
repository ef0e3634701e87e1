import { Badge, Group, Stack, Text } from '@mantine/core'
import type { TicketPage } from '#console/ticket-page.ts'

const parts = {
  requester: 'Requester',
  cc: 'Cc',
  proposed: 'Named in Cc, gets no mail',
} as const

/** Who is in the conversation, with the address that mail goes to. */
export function Participants({ people }: { people: TicketPage['participants'] }) {
  return (
    <Stack gap={8}>
      {people.map(({ id, name, address, role }) => (
        <div key={id}>
          <Group gap={6} justify="space-between">
            <Text size="sm" fw={550} truncate>
              {name || address}
            </Text>
            <Badge size="sm" variant="light" color="gray" className="desk-badge">
              {parts[role]}
            </Badge>
          </Group>
          {name && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {address}
            </Text>
          )}
        </div>
      ))}
    </Stack>
  )
}
