import { Button, Group, Text, Title } from '@mantine/core'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'
import { PriorityBadge, StatusBadge } from './badges.tsx'
import { CheckIcon, RefreshIcon, UserIcon } from './icons.ts'
import { SnoozeMenu } from './snooze-menu.tsx'
import { TicketMenu } from './ticket-menu.tsx'
import styles from './ticket-page.module.css'
import { When } from './when.tsx'

/** What the ticket is, and what is done with it most. */
export function TicketHead({ ticket }: { ticket: TicketPage['ticket'] }) {
  const { act, busy } = useAct(ticket.id)
  const ended = ticket.resolvedAt !== null
  return (
    <header>
      <Group justify="space-between" align="flex-start" gap="sm" mb={6}>
        <Title order={1} className={styles.subject} flex="1 1 280px">
          <Text span inherit c="dimmed" fw={400}>
            #{ticket.id}
          </Text>{' '}
          {ticket.subject || '(no subject)'}
        </Title>
        <Group gap={6}>
          {!ticket.assignee && !ended && (
            <Button
              size="xs"
              variant="default"
              loading={busy}
              leftSection={<UserIcon size={15} />}
              onClick={() => act({ intent: 'claim' })}
            >
              Claim
            </Button>
          )}
          {!ended && <SnoozeMenu ticket={ticket.id} />}
          {ticket.mergedIntoId ? null : ended ? (
            <Button
              size="xs"
              variant="default"
              loading={busy}
              leftSection={<RefreshIcon size={15} />}
              onClick={() => act({ intent: 'status', to: 'open' })}
            >
              Reopen
            </Button>
          ) : (
            <Button
              size="xs"
              loading={busy}
              leftSection={<CheckIcon size={15} />}
              onClick={() => act({ intent: 'status', to: 'resolved' })}
            >
              Resolve
            </Button>
          )}
          <TicketMenu ticket={ticket} />
        </Group>
      </Group>
      <Group gap={8} mb="md">
        <StatusBadge status={ticket.status} />
        <PriorityBadge priority={ticket.priority} />
        <Text size="xs" c="dimmed">
          opened <When at={ticket.openedAt} />
        </Text>
        {ticket.snoozedUntil && (
          <Text size="xs" c="dimmed">
            · sleeps until <When at={ticket.snoozedUntil} />
          </Text>
        )}
      </Group>
    </header>
  )
}
