import { Button, Group, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { ShownMessage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'
import { AskFor } from './ask-for.tsx'
import { AlertTriangleIcon, ArrowBackUpIcon, CheckIcon, ClockIcon } from './icons.ts'
import { useNow } from './now.ts'
import { ExactTime } from './when.tsx'

interface Props {
  ticket: number
  message: number
  delivery: NonNullable<ShownMessage['delivery']>
  onUndone: (text: string) => void
}

/**
 * How a reply fares on its way. As long as it waits it can be taken back, and its words return to the composer; when it
 * did not arrive it can be sent again to the address as it should have been.
 */
export function Delivery({ ticket, message, delivery, onUndone }: Props) {
  const { act, busy, answer } = useAct(ticket)
  const [mending, setMending] = useState('')
  const undone = useRef(onUndone)
  undone.current = onUndone
  useEffect(() => {
    if (answer?.ok && answer.text !== undefined) undone.current(answer.text)
  }, [answer])
  return (
    <Group gap="xs" mt={10}>
      <State delivery={delivery} />
      {(delivery.state === 'queued' || delivery.state === 'scheduled') && (
        <Button
          size="compact-xs"
          variant="light"
          loading={busy}
          leftSection={<ArrowBackUpIcon size={14} />}
          onClick={() => act({ intent: 'undo', message })}
        >
          Undo
        </Button>
      )}
      {(delivery.state === 'failed' || delivery.state === 'bounced') &&
        delivery.failedTo.map((address) => (
          <Button
            key={address}
            size="compact-xs"
            variant="light"
            color="red"
            loading={busy}
            onClick={() => setMending(address)}
          >
            {delivery.failedTo.length > 1 ? `Mend ${address}…` : 'Mend the address and resend…'}
          </Button>
        ))}
      <AskFor
        key={mending}
        opened={mending !== ''}
        onClose={() => setMending('')}
        title="Send it to another address"
        label={`Instead of ${mending}`}
        submit="Send again"
        given={mending}
        onAnswer={(to) => act({ intent: 'resend', message, from: mending, to })}
      />
    </Group>
  )
}

function State({ delivery }: { delivery: Props['delivery'] }) {
  const seconds = Math.ceil((delivery.leavesAt.getTime() - useNow(1)) / 1000)
  const to = delivery.to.join(', ')
  switch (delivery.state) {
    case 'queued':
      if (seconds > 0)
        return (
          <Line icon={<ClockIcon size={14} />}>
            Leaves in {seconds} s, to {to}
          </Line>
        )
      return (
        <Line icon={<ClockIcon size={14} />}>
          Queued for {to}
          {delivery.reason && `. ${delivery.reason}`}
        </Line>
      )
    case 'sending':
      return <Line icon={<ClockIcon size={14} />}>Being sent to {to}</Line>
    case 'sent':
      return <Line icon={<CheckIcon size={14} />}>Sent to {to}</Line>
    case 'failed':
      return (
        <Line icon={<AlertTriangleIcon size={14} />} bad>
          Not sent to {to}: {delivery.reason ?? 'the relay gave no reason'}
        </Line>
      )
    case 'bounced':
      return (
        <Line icon={<AlertTriangleIcon size={14} />} bad>
          Came back from {to}: {delivery.reason ?? 'the bounce gave no reason'}
        </Line>
      )
    case 'scheduled':
      return (
        <Line icon={<ClockIcon size={14} />}>
          Leaves <ExactTime at={delivery.leavesAt} />, to {to}
        </Line>
      )
    case 'cancelled':
      return <Line icon={<ArrowBackUpIcon size={14} />}>Taken back</Line>
  }
}

function Line({
  icon,
  bad = false,
  children,
}: {
  icon: ReactNode
  bad?: boolean
  children: ReactNode
}) {
  return (
    <Text
      size="xs"
      c={bad ? 'var(--mantine-color-red-light-color)' : 'dimmed'}
      component="span"
      style={{ overflowWrap: 'anywhere' }}
    >
      <span aria-hidden>{icon}</span> {children}
    </Text>
  )
}
