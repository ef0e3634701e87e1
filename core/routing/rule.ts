import { z } from 'zod'
import type { RuleId, TeamId } from '#db/schema/columns.ts'
import { Condition } from './condition.ts'
import { Action } from './rule-action.ts'

/** When a rule has its say: once on opening, each time one of its fields has changed, or as time goes by. */
const ruleScopes = ['create', 'update', 'time'] as const

export type RuleScope = (typeof ruleScopes)[number]

/** What of a ticket can change, for rules that wait for it. */
export const changedFields = [
  'status',
  'priority',
  'team',
  'assignee',
  'tags',
  'fields',
  'skills',
  'escalation',
  'sensitive',
  'subject',
  'message', // The requester wrote.
  'answer', // An agent answered them.
  'note',
  'rating',
] as const

export type ChangedField = (typeof changedFields)[number]

export const RuleDefinition = z
  .strictObject({
    scope: z.enum(ruleScopes, `must be one of ${ruleScopes.join(', ')}`),
    fields: z
      .array(z.enum(changedFields, `must be one of ${changedFields.join(', ')}`))
      .max(changedFields.length)
      .default([]),
    conditions: Condition.nullable().default(null), // Null: every ticket.
    actions: z
      .array(Action, 'must be a list')
      .min(1, 'must have at least one action')
      .max(20, 'may have at most 20 actions'),
  })
  .superRefine(({ scope, fields, conditions }, { addIssue }) => {
    const fault = (field: string, message: string) =>
      addIssue({ code: 'custom', path: [field], message })
    if (scope === 'update' && fields.length === 0) fault('fields', 'must name what has to change')
    if (scope !== 'update' && fields.length > 0) fault('fields', 'is for the scope update only')
    if (scope === 'time' && !conditions) fault('conditions', 'must say when, for the scope time')
  })
export type RuleDefinition = z.output<typeof RuleDefinition>

/** A rule as it is evaluated. A draft has no number yet: it gets one below zero. */
export interface Rule {
  id: RuleId
  name: string
  teamId: TeamId | null // Whose tickets it looks at; null: everybody's.
  version: number
  since: Date // Nothing that happened before concerns it.
  definition: RuleDefinition
}
