import { Badge, type MantineColor } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { MailState, OutboundState } from '#db/schema/enums.ts'
import {
  AlertTriangleIcon,
  ArrowBackUpIcon,
  ArrowsExchangeIcon,
  CheckIcon,
  CircleXIcon,
  ClockIcon,
  PlayerPauseIcon,
} from './icons.ts'
import { mailStateWords, outboundStateWords } from './words.ts'

type Look = readonly [Icon, MantineColor]

const looks = {
  received: [ClockIcon, 'blue'],
  opened: [CheckIcon, 'teal'],
  appended: [CheckIcon, 'teal'],
  bounce: [ArrowBackUpIcon, 'orange'],
  auto_reply: [ArrowsExchangeIcon, 'gray'],
  feedback: [AlertTriangleIcon, 'orange'],
  duplicate: [ArrowsExchangeIcon, 'gray'],
  loop: [ArrowsExchangeIcon, 'orange'],
  held: [PlayerPauseIcon, 'yellow'],
  spam: [CircleXIcon, 'gray'],
  rejected: [CircleXIcon, 'red'],
  failed: [AlertTriangleIcon, 'red'],
  queued: [ClockIcon, 'blue'],
  sending: [ArrowsExchangeIcon, 'blue'],
  sent: [CheckIcon, 'teal'],
  cancelled: [ArrowBackUpIcon, 'gray'],
  scheduled: [ClockIcon, 'blue'],
  bounced: [AlertTriangleIcon, 'red'],
} as const satisfies Record<MailState | OutboundState, Look>

const words = { ...mailStateWords, ...outboundStateWords }

/** What became of a mail, in or out. */
export function LedgerState({ state }: { state: MailState | OutboundState }) {
  const [StateIcon, color] = looks[state]
  return (
    <Badge
      variant="light"
      color={color}
      className="desk-badge"
      leftSection={<StateIcon size={13} aria-hidden />}
    >
      {words[state]}
    </Badge>
  )
}
