import { mayMove, moveTo, statusAfter } from '#core/tickets/lifecycle.ts'
import type { Facts } from './facts.ts'
import type { ChangedField } from './rule.ts'
import type { Action } from './rule-action.ts'

interface Effect {
  facts: Facts
  changed: ChangedField[]
}

/**
 * The facts as they are once an action is done, and what of them it has changed. What the lifecycle does not allow
 * changes nothing; what cannot be told beforehand (what a macro does) is left out.
 */
export function effectOf(facts: Facts, action: Action): Effect {
  switch (action.do) {
    case 'team':
      return handedTo(facts, action.team)
    case 'assign':
      return assigned(facts, action.person)
    case 'priority':
      return set(facts, 'priority', { priority: action.priority })
    case 'status': {
      const move = moveTo[action.status]
      const to = move && mayMove(facts.status, move) ? action.status : facts.status
      return set(facts, 'status', { status: to })
    }
    case 'tag':
      return set(facts, 'tags', { tags: [...new Set([...facts.tags, ...action.tags])].sort() })
    case 'untag':
      return set(facts, 'tags', { tags: facts.tags.filter((tag) => !action.tags.includes(tag)) })
    case 'field': {
      const { [action.key]: _, ...others } = facts.fields
      const fields =
        action.value === null ? others : { ...facts.fields, [action.key]: action.value }
      return set(facts, 'fields', { fields })
    }
    case 'skill':
      return set(facts, 'skills', { skills: { ...facts.skills, [action.skill]: action.level } })
    case 'note':
      return { facts, changed: ['note'] }
    case 'spam':
      return set(facts, 'tags', { tags: [...new Set([...facts.tags, 'spam'])].sort() })
    case 'sla':
    case 'watch':
    case 'macro':
    case 'stop':
      return { facts, changed: [] }
  }
}

/** A ticket that is handed over leaves its owner behind. */
function handedTo(facts: Facts, teamId: Facts['teamId']): Effect {
  if (facts.teamId === teamId || facts.status === 'resolved' || facts.status === 'closed')
    return { facts, changed: [] }
  const after = {
    ...facts,
    teamId,
    teamName: `team ${teamId}`,
    assigneeId: null,
    assigneeName: null,
  }
  return { facts: after, changed: facts.assigneeId ? ['team', 'assignee'] : ['team'] }
}

function assigned(facts: Facts, person: Facts['assigneeId']): Effect {
  if (facts.assigneeId === person || !mayMove(facts.status, 'taken')) return { facts, changed: [] }
  const status = person ? statusAfter(facts.status, 'taken') : facts.status
  const assigneeName = person && `agent ${person}`
  return {
    facts: { ...facts, assigneeId: person, assigneeName, status },
    changed: status === facts.status ? ['assignee'] : ['assignee', 'status'],
  }
}

function set(facts: Facts, field: ChangedField & keyof Facts, patch: Partial<Facts>): Effect {
  const differs = JSON.stringify(facts[field]) !== JSON.stringify({ ...facts, ...patch }[field])
  return differs ? { facts: { ...facts, ...patch }, changed: [field] } : { facts, changed: [] }
}
