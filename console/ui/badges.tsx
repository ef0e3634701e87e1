import { Badge, type MantineColor } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { TicketPriority, TicketStatus } from '#db/schema/enums.ts'
import {
  ArrowDownIcon,
  ArrowUpIcon,
  CheckIcon,
  CircleCheckIcon,
  CircleDottedIcon,
  CircleHalf2Icon,
  CircleIcon,
  ClockIcon,
  FlameIcon,
  HourglassIcon,
  MinusIcon,
  PlayerPauseIcon,
  UsersIcon,
} from './icons.ts'
import { priorityWords, statusWords } from './words.ts'

type Look = readonly [Icon, MantineColor]

const statusLooks = {
  new: [CircleDottedIcon, 'blue'],
  open: [CircleIcon, 'wire'],
  in_progress: [CircleHalf2Icon, 'violet'],
  awaiting_customer: [ClockIcon, 'gray'],
  awaiting_internal: [UsersIcon, 'orange'],
  awaiting_third_party: [HourglassIcon, 'gray'],
  on_hold: [PlayerPauseIcon, 'gray'],
  resolved: [CircleCheckIcon, 'teal'],
  closed: [CheckIcon, 'gray'],
} as const satisfies Record<TicketStatus, Look>

const priorityLooks = {
  LOW: [ArrowDownIcon, 'gray'],
  MEDIUM: [MinusIcon, 'gray'],
  HIGH: [ArrowUpIcon, 'orange'],
  CRITICAL: [FlameIcon, 'red'],
} as const satisfies Record<TicketPriority, Look>

/** Told by icon and word; colour only helps. */
function Labelled({ look: [LookIcon, color], word }: { look: Look; word: string }) {
  return (
    <Badge
      variant="light"
      color={color}
      className="desk-badge"
      leftSection={<LookIcon size={13} stroke={2} aria-hidden />}
    >
      {word}
    </Badge>
  )
}

export function StatusBadge({ status }: { status: TicketStatus }) {
  return <Labelled look={statusLooks[status]} word={statusWords[status]} />
}

export function PriorityBadge({ priority }: { priority: TicketPriority }) {
  return <Labelled look={priorityLooks[priority]} word={priorityWords[priority]} />
}
