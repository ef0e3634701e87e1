import type { readTimeline } from '#core/tickets/story.ts'
import {
  because,
  type Changes,
  described,
  late,
  said,
  tagWords,
  targetSaid,
} from './event-details.ts'
import { decisions, plain } from './event-plain-words.ts'
import { priorityWords, statusWords } from './ui/words.ts'

type Event = Awaited<ReturnType<typeof readTimeline>>['items'][number]

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
        : `assigned it to ${person(to('assigneeId'))}${because(details)}`
    case 'transferred':
      return `handed it to ${names.teams.get(Number(to('teamId'))) ?? 'another team'}`
    case 'prioritised':
      return `set the priority to ${said(priorityWords, to('priority'))}`
    case 'skills_needed':
      return `asked for ${details.skill} of level ${details.level}`
    case 'renamed':
      return `renamed it to “${to('subject')}”`
    case 'moved':
      return `set it to ${said(statusWords, to('status'))}`
    case 'sla_warned':
      return `warned: 20 % of the time are left for the ${targetSaid(details)}${late(details)}`
    case 'sla_breached':
      return `noticed that the promised ${targetSaid(details)} was missed${late(details)}`
    case 'sla_policy_chosen':
      return 'chose its SLA policy'
    case 'escalation_acknowledged':
      return 'acknowledged the escalation'
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
    case 'unsubscribed':
      return `heard that ${details.address} wants no more mail of it`
    case 'mail_decided':
      return `decided about held mail ${details.mail}: ${decisions[String(details.decision)] ?? 'something'}`
    case 'tagged':
      return tagWords(changes.tags)
    case 'merged':
      return details.into ? `merged it into #${details.into}` : `merged #${details.from} into it`
    case 'unmerged':
      return details.out
        ? `took #${details.out} out again`
        : `undid its merge into #${details.from}`
    case 'carried':
      return `moved it along with #${details.into}`
    case 'watched':
      return details.personId === actor?.id
        ? 'watches it now'
        : `let ${person(details.personId)} watch it`
    case 'unwatched':
      return details.personId === actor?.id
        ? 'watches it no more'
        : `ended that ${person(details.personId)} watches it`
    case 'described':
      return described(details.facts)
    case 'rated':
      return `heard from the requester how it went: ${to('rating')} of 5`
    case 'undelivered':
      return `learned that a reply did not arrive${reason}`
    default:
      return plain[kind]
  }
}
