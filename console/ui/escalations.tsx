import { Button, Text } from '@mantine/core'
import type { ShownEscalation } from '#core/escalation/history.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { useAct } from './act.ts'
import { When } from './when.tsx'

/** How a ticket was escalated, and the button for whoever takes notice. */
export function Escalations({
  ticket,
  escalations,
}: {
  ticket: TicketId
  escalations: readonly ShownEscalation[]
}) {
  const { act, busy } = useAct(ticket)
  return (
    <>
      <ul className="desk-plain">
        {escalations.map((one) => (
          <li key={one.id}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {one.reason}
            </Text>
            <Text size="xs" c="dimmed">
              {one.startedBy ?? 'Deskwire'} <When at={one.startedAt} /> · <Standing {...one} />
            </Text>
          </li>
        ))}
      </ul>
      {escalations.some(({ endedAt }) => endedAt === null) && (
        <Button size="xs" mt="xs" disabled={busy} onClick={() => act({ intent: 'acknowledge' })}>
          Acknowledge
        </Button>
      )}
    </>
  )
}

function Standing({ acknowledgedBy, acknowledgedAt, endedAt, nextAt }: ShownEscalation) {
  if (acknowledgedBy && acknowledgedAt)
    return (
      <>
        acknowledged by {acknowledgedBy} <When at={acknowledgedAt} />
      </>
    )
  if (endedAt) return <>it has ended</>
  if (!nextAt) return <>waits for somebody to acknowledge it</>
  return (
    <>
      others are told <When at={nextAt} />
    </>
  )
}
