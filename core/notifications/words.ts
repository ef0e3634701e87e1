import { targetWords } from '#core/sla/targets.ts'
import type { Notice } from './claim.ts'

/** What somebody is told, as a sentence without its ticket's subject. Names in it are ours, never a customer's. */
export function wordsOf({ kind, details, ticket }: Pick<Notice, 'kind' | 'details' | 'ticket'>) {
  const by = typeof details.by === 'string' && details.by ? details.by : 'Deskwire'
  const target = targetWords[details.target as keyof typeof targetWords] ?? 'An answer'
  const words: Record<Notice['kind'], string> = {
    assigned: `${by} gave you #${ticket.id}`,
    received: `The requester of #${ticket.id} wrote`,
    mentioned: `${by} mentioned you in a note on #${ticket.id}`,
    bounced: `An answer on #${ticket.id} did not arrive`,
    sla_warning: `${target} of #${ticket.id} is due soon`,
    sla_breach: `${target} of #${ticket.id} is overdue`,
    escalated: `#${ticket.id} is escalated: ${reasonOf(details)}`,
    acknowledged: `${by} acknowledged the escalation of #${ticket.id}`,
  }
  return words[kind]
}

const signs: Record<Notice['kind'], string> = {
  assigned: '👤',
  received: '📩',
  mentioned: '💬',
  bounced: '⚠️',
  sla_warning: '⏳',
  sla_breach: '🔥',
  escalated: '🚨',
  acknowledged: '👍',
}

export function signOf(kind: Notice['kind']): string {
  return signs[kind]
}

function reasonOf({ reason }: Record<string, unknown>): string {
  return typeof reason === 'string' ? reason : 'it needs somebody'
}
