import { Badge, NavLink as Item, Stack, Text } from '@mantine/core'
import { Link, useLocation, useRouteLoaderData } from '@remix-run/react'
import type { Icon } from '@tabler/icons-react'
import type { AgentRole, Presence } from '#db/schema/enums.ts'
import {
  BoltIcon,
  BrandSlackIcon,
  CalendarIcon,
  CircleCheckIcon,
  ClockIcon,
  FlameIcon,
  FormsIcon,
  HourglassIcon,
  InboxIcon,
  MailForwardIcon,
  MailIcon,
  RouteIcon,
  ShieldCheckIcon,
  UserIcon,
  UserOffIcon,
  UsersIcon,
} from './icons.ts'

interface Place {
  to: string
  label: string
  icon: Icon
  count?: 'open' | 'mine' | 'unassigned'
  roles?: readonly AgentRole[] // Absent: everybody.
}

const tickets: Place[] = [
  { to: '/tickets', label: 'All open', icon: InboxIcon, count: 'open' },
  { to: '/tickets?view=mine', label: 'Mine', icon: UserIcon, count: 'mine' },
  { to: '/tickets?view=unassigned', label: 'Unassigned', icon: UserOffIcon, count: 'unassigned' },
  { to: '/tickets?view=waiting', label: 'Waiting', icon: ClockIcon },
  { to: '/tickets?view=resolved', label: 'Resolved', icon: CircleCheckIcon },
]

const mail: Place[] = [
  { to: '/mails', label: 'Incoming', icon: MailIcon },
  { to: '/outbox', label: 'Outbox', icon: MailForwardIcon },
]

const desk: Place[] = [
  { to: '/settings/sla', label: 'SLA', icon: HourglassIcon },
  { to: '/settings/ladders', label: 'Ladders', icon: FlameIcon },
  { to: '/settings/calendars', label: 'Calendars', icon: CalendarIcon },
  { to: '/settings/people', label: 'People', icon: UserIcon },
  { to: '/settings/teams', label: 'Teams', icon: UsersIcon },
  {
    to: '/settings/slack',
    label: 'Slack',
    icon: BrandSlackIcon,
    roles: ['manager', 'admin', 'auditor'],
  },
  { to: '/settings/macros', label: 'Macros', icon: BoltIcon },
  { to: '/settings/fields', label: 'Fields', icon: FormsIcon },
  { to: '/settings/rules', label: 'Rules', icon: RouteIcon },
  { to: '/audit', label: 'Audit', icon: ShieldCheckIcon, roles: ['admin', 'auditor'] },
]

export interface DeskData {
  agent: { id: number; name: string; role: AgentRole; presence: Presence }
  counts: Record<'open' | 'mine' | 'unassigned', number>
}

export function useDesk(): DeskData | undefined {
  return useRouteLoaderData<DeskData>('routes/_desk')
}

export function Navigation({ onLeave }: { onLeave: () => void }) {
  return (
    <Stack component="nav" aria-label="Main" gap="lg" p="sm">
      <Places title="Tickets" places={tickets} onLeave={onLeave} />
      <Places title="Mail ledger" places={mail} onLeave={onLeave} />
      <Places title="Desk" places={desk} onLeave={onLeave} />
    </Stack>
  )
}

function Places({
  title,
  places,
  onLeave,
}: {
  title: string
  places: Place[]
  onLeave: () => void
}) {
  const desk = useDesk()
  const here = useHere()
  return (
    <div>
      <Text size="xs" fw={600} c="dimmed" px="sm" pb={4}>
        {title}
      </Text>
      {places
        .filter(({ roles }) => !roles || (desk && roles.includes(desk.agent.role)))
        .map(({ to, label, icon: PlaceIcon, count }) => (
          <Item
            key={to}
            component={Link}
            to={to}
            prefetch="intent"
            label={label}
            active={to === here}
            aria-current={to === here ? 'page' : undefined}
            onClick={onLeave}
            className="desk-place"
            leftSection={<PlaceIcon size={17} stroke={1.7} aria-hidden />}
            rightSection={count && <Count number={desk?.counts[count] ?? 0} />}
          />
        ))}
    </div>
  )
}

function Count({ number }: { number: number }) {
  if (number === 0) return null
  return (
    <Badge size="sm" variant="light" color="gray" circle={number < 10}>
      {number > 99 ? '99+' : number}
    </Badge>
  )
}

/** Which place of the navigation a page belongs to. */
function useHere(): string {
  const { pathname, search } = useLocation()
  const view = new URLSearchParams(search).get('view')
  if (pathname === '/tickets' && view && view !== 'open') return `/tickets?view=${view}`
  return `/${pathname
    .split('/')
    .slice(1, pathname.startsWith('/settings') ? 3 : 2)
    .join('/')}`
}
