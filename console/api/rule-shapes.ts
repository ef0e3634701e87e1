import { z } from '@hono/zod-openapi'
import type { FoundRule } from '#core/routing/rule-find.ts'
import { needs } from './access.ts'
import { line, reference } from './input.ts'
import { named } from './shapes.ts'

const definition = z.record(z.string(), z.unknown()).openapi({
  description:
    'When, what must hold and what is done: `{scope, fields?, conditions, actions[]}`, see docs/managers.md.',
  example: {
    scope: 'create',
    conditions: { all: [{ fact: 'subject', op: 'contains', value: 'refund' }] },
    actions: [{ do: 'priority', priority: 'HIGH' }],
  },
})

export const Rule = z
  .object({
    id: z.int(),
    name: z.string(),
    team: named.nullable(),
    position: z.int(),
    enabled: z.boolean(),
    definition,
    version: z.int(),
    createdAt: z.string(),
    changedAt: z.string(),
  })
  .openapi('Rule')

/** What can be said of a rule. */
export const given = {
  name: line(120),
  team: reference.nullable().openapi({ description: 'Null: it looks at every team’s tickets.' }),
  enabled: z.boolean(),
  definition,
}

export const Version = z
  .object({
    version: z.int(),
    rule: z.unknown(),
    changedBy: named.nullable(),
    changedAt: z.string(),
  })
  .openapi('RuleVersion')

const about = { tags: ['Routing'] }
export const reading = { ...about, ...needs('tickets:read') }
export const keeping = { ...about, ...needs('*', ['manager', 'admin']) }

export function shown({
  teamId,
  team,
  createdAt,
  changedAt,
  ...rule
}: FoundRule): z.output<typeof Rule> {
  return {
    ...rule,
    team: teamId === null ? null : { id: teamId, name: team ?? '' },
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  }
}
