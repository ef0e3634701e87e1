import { ActionIcon, Badge, Group, Stack, Text, Tooltip } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'
import { CheckIcon, UserOffIcon } from './icons.ts'

const parts = {
  requester: 'Requester',
  cc: 'Cc',
  proposed: 'Named in Cc, gets no mail',
} as const

/** Who is in the conversation, with the address that mail goes to. */
export function Participants({
  ticket,
  people,
}: {
  ticket: number
  people: TicketPage['participants']
}) {
  const { act, busy } = useAct(ticket)
  return (
    <Stack gap={8}>
      {people.map(({ id, name, address, role, unsubscribedAt }) => (
        <div key={id}>
          <Group gap={6} justify="space-between">
            <Text size="sm" fw={550} truncate>
              {name || address}
            </Text>
            <Group gap={4} wrap="nowrap">
              <Badge size="sm" variant="light" color="gray" className="desk-badge">
                {unsubscribedAt ? 'Cc, wants no more mail' : parts[role]}
              </Badge>
              {role === 'proposed' && (
                <Choice
                  icon={CheckIcon}
                  words={`Add ${address} to Cc`}
                  busy={busy}
                  onPick={() => act({ intent: 'accept', person: id })}
                />
              )}
              {role !== 'requester' && (
                <Choice
                  icon={UserOffIcon}
                  words={`Take ${address} out`}
                  busy={busy}
                  onPick={() => act({ intent: 'drop', person: id })}
                />
              )}
            </Group>
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

interface ChoiceProps {
  icon: Icon
  words: string
  busy: boolean
  onPick: () => void
}

function Choice({ icon: ChoiceIcon, words, busy, onPick }: ChoiceProps) {
  return (
    <Tooltip label={words}>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={words}
        disabled={busy}
        onClick={onPick}
      >
        <ChoiceIcon size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
