import type { ChangedField } from './rule.ts'

const byColumn: Record<string, ChangedField> = {
  status: 'status',
  priority: 'priority',
  teamId: 'team',
  assigneeId: 'assignee',
  tags: 'tags',
  skills: 'skills',
  escalation: 'escalation',
  sensitive: 'sensitive',
  subject: 'subject',
  rating: 'rating',
}

const byKind: Record<string, ChangedField> = {
  received: 'message',
  replied: 'answer',
  noted: 'note',
  described: 'fields',
}

/** What an event says has changed, as rules name it. Automatic mail is no message of the requester. */
export function changedBy(kind: string, details: Record<string, unknown>): ChangedField[] {
  const columns = Object.keys(details.changes ?? {}).flatMap((column) => byColumn[column] ?? [])
  const said = details.automatic ? undefined : byKind[kind]
  return said ? [said, ...columns] : columns
}

/** Whether rules on changes may wait for such an event. */
export function mayConcernRules(kind: string, details: Record<string, unknown>): boolean {
  return changedBy(kind, details).length > 0
}
