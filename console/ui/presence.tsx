import { Badge, Button, Group, Text } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import type { Presence } from '#db/schema/enums.ts'
import { CircleCheckIcon, MoonIcon } from './icons.ts'
import { MomentMenu } from './moment-menu.tsx'
import { useToast } from './toast.ts'

interface Present {
  available: boolean
  why: string
  presence: Presence
}

/** Whether somebody takes tickets now. Told by icon and word; colour only helps. */
export function PresenceBadge({ available }: Pick<Present, 'available'>) {
  const Look = available ? CircleCheckIcon : MoonIcon
  return (
    <Badge
      variant="light"
      color={available ? 'teal' : 'gray'}
      className="desk-badge"
      leftSection={<Look size={13} stroke={2} aria-hidden />}
    >
      {available ? 'Available' : 'Not available'}
    </Badge>
  )
}

/** Asks for somebody to be away or back. @param action the page that answers; one's own account unless said */
export function usePresence(action = '/account') {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const choose = (presence: Presence, until?: Date) =>
    fetcher.submit(
      { intent: 'presence', presence, ...(until && { until: until.toISOString() }) },
      { method: 'post', action },
    )
  return { choose, busy: fetcher.state !== 'idle' }
}

/** How somebody is, and buttons to change it. */
export function PresenceControl({ now, action }: { now: Present; action?: string }) {
  const { choose, busy } = usePresence(action)
  return (
    <Group gap="xs">
      <PresenceBadge available={now.available} />
      {!now.available && (
        <Text size="sm" c="dimmed">
          {now.why}
        </Text>
      )}
      <Group gap={6} ml="auto">
        {now.presence === 'available' ? (
          <>
            <Button size="xs" variant="default" loading={busy} onClick={() => choose('away')}>
              Away
            </Button>
            <MomentMenu
              position="bottom-end"
              size="xs"
              loading={busy}
              onChosen={(until) => choose('away', until)}
            >
              Away until…
            </MomentMenu>
            <Button size="xs" variant="default" loading={busy} onClick={() => choose('reassign')}>
              Away, give back what is unanswered
            </Button>
          </>
        ) : (
          <Button size="xs" loading={busy} onClick={() => choose('available')}>
            Back
          </Button>
        )}
      </Group>
    </Group>
  )
}
