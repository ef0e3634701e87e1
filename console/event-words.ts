import type { readTimeline } from '#core/tickets/story.ts'
import { isOneOf, priorityWords, statusWords } from './ui/words.ts'

type Event = Awaited<ReturnType<typeof readTimeline>>['items'][number]
type Changes = Record<string, readonly [before: unknown, after: unknown]>

export interface Names {
  people: ReadonlyMap<number, string>
  teams: ReadonlyMap<number, string>
}

/** What happened, as a sentence without its subject: "raised the priority to High". Undefined: the messages tell it. */
export function eventInWords({ kind, details, actor }: Event, names: Names): string | undefined {
  const changes = (details.changes ?? {}) as Changes
  const to = (field: string) => changes[field]?.[1]
  const reason = typeof details.reason === 'string' && details.reason ? `: ${details.reason}` : ''
  const person = (id: unknown) => names.people.get(Number(id)) ?? 'a former agent'
  switch (kind) {
    case 'claimed':
      return 'claimed it'
    case 'assigned':
      if (!to('assigneeId')) return 'gave it back to the queue'
      return to('assigneeId') === actor?.id
        ? 'took it'
        : `assigned it to ${person(to('assigneeId'))}`
    case 'transferred':
      return `handed it to ${names.teams.get(Number(to('teamId'))) ?? 'another team'}`
    case 'prioritised':
      return `set the priority to ${said(priorityWords, to('priority'))}`
    case 'renamed':
      return `renamed it to “${to('subject')}”`
    case 'moved':
      return `set it to ${said(statusWords, to('status'))}`
    case 'escalated':
      return `escalated it to level ${to('escalation')}${reason}`
    case 'snoozed':
      return `snoozed it until ${String(to('snoozedUntil')).slice(0, 16).replace('T', ' ')} UTC`
    case 'marked_sensitive':
      return to('sensitive') ? 'marked it as sensitive' : 'lifted the sensitive mark'
    case 'not_sent':
      return `could not send a reply${reason}`
    case 'not_acknowledged':
      return `did not acknowledge it${reason}`
    case 'resent':
      return `sent a reply again, to ${details.to} instead of ${details.from}`
    case 'accepted':
      return `added ${details.address} to the conversation`
    case 'dropped':
      return `took ${details.address} out of the conversation`
    case 'mail_decided':
      return `decided about held mail ${details.mail}: ${decisions[String(details.decision)] ?? 'something'}`
    case 'undelivered':
      return `learned that a reply did not arrive${reason}`
    default:
      return plain[kind]
  }
}

const plain: Record<string, string> = {
  resolved: 'resolved it',
  closed: 'closed it',
  reopened: 'reopened it',
  woken: 'woke it from its snooze',
  archived: 'archived it',
  unarchived: 'took it out of the archive',
  deleted: 'deleted it',
  restored: 'restored it',
  unsent: 'took a reply back',
  acknowledged: 'told the sender that their mail has arrived',
  described: 'changed its metadata',
  watched: 'changed who watches it',
}

const decisions: Record<string, string> = {
  admit: 'let it in',
  join: 'put it into this ticket',
  open: 'gave it a ticket of its own',
  spam: 'spam',
}

function said<Value extends string>(words: Record<Value, string>, value: unknown): string {
  return isOneOf(words, value) ? words[value] : String(value)
}
