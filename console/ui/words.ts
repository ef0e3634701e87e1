import type {
  AgentRole,
  AssignmentStrategy,
  Channel,
  FieldType,
  MailState,
  OutboundState,
} from '#db/schema/enums.ts'

/*
 * How the desk says what it keeps. Each table is complete by its type, so a new value is a compile error here
 * until somebody has found the word for it.
 */

export { priorityWords, statusWords } from '#core/tickets/words.ts'

export const channelWords = {
  email: 'email',
  slack: 'Slack',
  console: 'web console',
  api: 'API',
} as const satisfies Record<Channel, string>

export const mailStateWords = {
  received: 'Waiting to be read',
  opened: 'Opened a ticket',
  appended: 'Added to a ticket',
  bounce: 'Bounce',
  auto_reply: 'Automatic reply',
  feedback: 'Complaint report',
  duplicate: 'Duplicate',
  loop: 'Loop stopped',
  held: 'Held',
  spam: 'Spam',
  rejected: 'Rejected',
  failed: 'Could not be read',
} as const satisfies Record<MailState, string>

export const outboundStateWords = {
  queued: 'Queued',
  sending: 'Sending',
  sent: 'Sent',
  failed: 'Failed',
  cancelled: 'Taken back',
  scheduled: 'Scheduled',
  bounced: 'Bounced',
} as const satisfies Record<OutboundState, string>

export const roleWords = {
  agent: 'Agent',
  lead: 'Team lead',
  manager: 'Manager',
  admin: 'Admin',
  auditor: 'Auditor',
} as const satisfies Record<AgentRole, string>

export const fieldWords = {
  text: 'Text',
  number: 'Number',
  date: 'Day',
  select: 'One of several',
  multi_select: 'Some of several',
  checkbox: 'Yes or no',
  url: 'Link',
} as const satisfies Record<FieldType, string>

export const strategyWords = {
  manual: 'Wait until somebody claims them',
  round_robin: 'Go to members in turn',
  least_loaded: 'Go to whoever has least to do',
  skill_best: 'Go to whoever knows most',
} as const satisfies Record<AssignmentStrategy, string>

/** The choices of a select, in the table's order. */
export function choices<Value extends string>(words: Record<Value, string>) {
  return (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }))
}

/** 1 → "1 ticket", 3 → "3 tickets". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** Bytes as people say them. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

export function isOneOf<Value extends string>(
  words: Record<Value, string>,
  value: unknown,
): value is Value {
  return typeof value === 'string' && Object.hasOwn(words, value)
}
