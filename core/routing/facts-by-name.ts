import { channel, slaStatus, ticketPriority, ticketStatus } from '#db/schema/enums.ts'
import { addresses, domainOf, hours, openNow } from './fact-values.ts'
import type { Facts } from './facts.ts'
import { localTime } from './facts-time.ts'

/** `list`: several texts. `clock`: `09:30`. `team`, `person`: their numbers. */
export type FactType = 'text' | 'choice' | 'number' | 'list' | 'flag' | 'clock' | 'team' | 'person'

export type FactValue = string | number | boolean | readonly string[] | null

/** What `name` of a condition says: which field, which header, in which time zone, by which calendar. */
type FactOf = 'field' | 'header' | 'zone' | 'calendar'

interface Fact {
  type: FactType
  label: string // As people read it in a sentence.
  of?: FactOf
  choices?: readonly string[]
  value: (facts: Facts, name: string) => FactValue // Null: there is none.
}

/** Everything that rules can ask, in the order in which people choose from it. */
export const factsByName = {
  status: {
    type: 'choice',
    label: 'status',
    choices: ticketStatus.enumValues,
    value: (f) => f.status,
  },
  priority: {
    type: 'choice',
    label: 'priority',
    choices: ticketPriority.enumValues,
    value: (f) => f.priority,
  },
  team: { type: 'team', label: 'team', value: (f) => f.teamId },
  assignee: { type: 'person', label: 'assignee', value: (f) => f.assigneeId },
  tags: { type: 'list', label: 'tag', value: (f) => f.tags },
  field: { type: 'text', label: 'field', of: 'field', value: (f, name) => f.fields[name] ?? null },
  skills: { type: 'list', label: 'skill needed', value: (f) => Object.keys(f.skills) },
  escalation: { type: 'number', label: 'escalation level', value: (f) => f.escalation },
  reopened: { type: 'number', label: 'times reopened', value: (f) => f.reopened },
  rating: { type: 'number', label: 'rating by the requester', value: (f) => f.rating },
  sensitive: { type: 'flag', label: 'sensitive', value: (f) => f.sensitive },
  sla: {
    type: 'choice',
    label: 'SLA status',
    choices: slaStatus.enumValues,
    value: (f) => f.slaStatus,
  },
  subject: { type: 'text', label: 'subject', value: (f) => f.subject },
  text: { type: 'text', label: 'message', value: (f) => f.text },
  channel: {
    type: 'choice',
    label: 'channel',
    choices: channel.enumValues,
    value: (f) => f.channel,
  },
  from: { type: 'text', label: 'From address', value: (f) => f.from },
  to: { type: 'list', label: 'To address', value: (f) => addresses(f, 'to') },
  cc: { type: 'list', label: 'Cc address', value: (f) => addresses(f, 'cc') },
  attachment: { type: 'flag', label: 'has an attachment', value: (f) => f.hasAttachment },
  messages: { type: 'number', label: 'number of messages', value: (f) => f.messages },
  requester_address: {
    type: 'text',
    label: 'requester’s address',
    value: (f) => f.requesterAddress,
  },
  requester_domain: {
    type: 'text',
    label: 'requester’s domain',
    value: (f) => domainOf(f.requesterAddress),
  },
  requester_name: {
    type: 'text',
    label: 'requester’s name',
    value: (f) => f.requesterName || null,
  },
  language: { type: 'text', label: 'requester’s language', value: (f) => f.language },
  first_time: { type: 'flag', label: 'requester’s first ticket', value: (f) => f.firstTime },
  open_tickets: {
    type: 'number',
    label: 'other open tickets of the requester',
    value: (f) => f.openTickets,
  },
  header: {
    type: 'list',
    label: 'header of the last mail',
    of: 'header',
    value: (f, name) => f.headers.latest[name.toLowerCase()] ?? null,
  },
  opening_header: {
    type: 'list',
    label: 'header of the first mail',
    of: 'header',
    value: (f, name) => f.headers.opening[name.toLowerCase()] ?? null,
  },
  weekday: {
    type: 'number',
    label: 'day of the week',
    of: 'zone',
    value: (f, zone) => localTime(f.now, zone).weekday,
  },
  time: {
    type: 'clock',
    label: 'time of day',
    of: 'zone',
    value: (f, zone) => localTime(f.now, zone).clock,
  },
  open: { type: 'flag', label: 'open by the calendar', of: 'calendar', value: openNow },
  age: { type: 'number', label: 'hours since it was opened', value: (f) => hours(f, f.openedAt) },
  silence: {
    type: 'number',
    label: 'hours since the requester wrote',
    value: (f) => hours(f, f.lastRequesterMessageAt),
  },
  answer_age: {
    type: 'number',
    label: 'hours since an agent answered',
    value: (f) => hours(f, f.lastAgentMessageAt),
  },
} as const satisfies Record<string, Fact>

export type FactName = keyof typeof factsByName

export function factNamed(name: FactName): Fact {
  return factsByName[name]
}
