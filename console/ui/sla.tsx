import { Badge, Text } from '@mantine/core'
import type { ShownClock } from '#core/sla/ticket-sla.ts'
import type { SlaStatus } from '#db/schema/enums.ts'
import {
  AlarmIcon,
  AlertTriangleIcon,
  CircleCheckIcon,
  ClockIcon,
  PlayerPauseIcon,
} from './icons.ts'
import { useNow } from './now.ts'
import { lengthInWords, slaWords, targetWords } from './sla-words.ts'

export interface SlaMark {
  status: SlaStatus
  dueAt: Date | null // Of the next clock that runs; null: none does.
}

const looks = {
  no_sla: [ClockIcon, 'gray'],
  on_track: [ClockIcon, 'gray'],
  near_breach: [AlarmIcon, 'orange'],
  breached: [AlertTriangleIcon, 'red'],
  met: [CircleCheckIcon, 'teal'],
  paused: [PlayerPauseIcon, 'gray'],
} as const satisfies Record<SlaStatus, readonly [typeof ClockIcon, string]>

/** How a ticket stands, and how long is left: told by icon and words; colour only helps. */
export function SlaBadge({ sla }: { sla: SlaMark }) {
  const now = useNow(15)
  const [LookIcon, color] = looks[sla.status]
  const left = sla.dueAt ? sla.dueAt.getTime() - now : null
  const words = left === null ? slaWords[sla.status] : left > 0 ? leftWords(left) : lateWords(left)
  return (
    <Badge
      variant="light"
      color={color}
      className="desk-badge"
      leftSection={<LookIcon size={13} stroke={2} aria-hidden />}
      aria-label={`SLA: ${slaWords[sla.status]}${left === null ? '' : `, ${words}`}`}
      role="img"
    >
      {words}
    </Badge>
  )
}

function leftWords(ms: number): string {
  return `${lengthInWords(ms)} left`
}

function lateWords(ms: number): string {
  return `${lengthInWords(ms)} late`
}

const inOrder = Object.keys(targetWords)

/** Each clock of a ticket with its pauses: first the answers that were promised, then the resolution. */
export function SlaClocks({ clocks }: { clocks: ShownClock[] }) {
  if (clocks.length === 0) return <Text size="sm">Nothing is promised for this ticket.</Text>
  const place = ({ target }: ShownClock) => inOrder.indexOf(target)
  const sorted = [...clocks].sort((a, b) => place(a) - place(b) || a.round - b.round)
  return (
    <ul className="desk-plain">
      {sorted.map((clock) => (
        <li key={`${clock.target} ${clock.round}`}>
          <Text size="sm" component="div">
            {targetWords[clock.target]}
            {clock.round > 1 && ` ${clock.round}`}{' '}
            <SlaBadge sla={{ status: clock.status, dueAt: clock.stoppedAt ? null : clock.dueAt }} />
          </Text>
          <Text size="xs" c="dimmed">
            {clock.stoppedAt ? 'Took ' : 'Used '}
            {lengthInWords(clock.usedMs)} of {lengthInWords(clock.minutes * 60_000)}
          </Text>
          {pausesOf(clock).map(([reason, ms]) => (
            <Text key={reason} size="xs" c="dimmed">
              Paused {lengthInWords(ms)} {reason}
            </Text>
          ))}
        </li>
      ))}
    </ul>
  )
}

/** Pauses added up by their reason; the one that still lasts counts up to when the page was made. */
function pausesOf({ pauses, pausedMs }: ShownClock): [reason: string, ms: number][] {
  const ended = pauses.reduce((ms, { from, to }) => ms + (to ? +to - +from : 0), 0)
  const sums = new Map<string, number>()
  for (const { from, to, reason } of pauses)
    sums.set(reason, (sums.get(reason) ?? 0) + (to ? +to - +from : pausedMs - ended))
  return [...sums]
}
