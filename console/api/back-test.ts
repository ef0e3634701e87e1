import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { mostTickets } from '#core/routing/back-test.ts'
import { backTestTable } from '#core/routing/back-test-table.ts'
import { tryRule } from '#core/routing/rule-explain.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { line } from './input.ts'

const minutes = z.int().min(1).max(525_600).optional()
const targets = z
  .partialRecord(
    z.enum(ticketPriority.enumValues),
    z.strictObject({ first: minutes, next: minutes, resolution: minutes }),
  )
  .openapi({ description: 'Business minutes in place of those of the SLA policies.' })
const rule = z.strictObject({
  name: line(120).default('Draft'),
  team: z.int().positive().nullable().default(null),
  definition: z.record(z.string(), z.unknown()),
})
const Breaches = z.object({ first_response: z.int(), next_response: z.int(), resolution: z.int() })
const Side = z.object({
  team: z.string(),
  assignee: z.string().nullable(),
  priority: z.enum(ticketPriority.enumValues),
  breached: Breaches,
})
const Table = z
  .object({
    tickets: z.int(),
    changed: z.int(),
    assumed: z.array(z.string()).openapi({
      description: 'What is taken for granted, and which rules could not be tested, in sentences.',
    }),
    items: z.array(
      z.object({
        ticketId: z.int(),
        subject: z.string(),
        before: Side,
        after: Side,
        why: z.string(),
      }),
    ),
    load: z.array(z.object({ id: z.int(), name: z.string(), before: z.int(), after: z.int() })),
    breaches: z.object({ before: Breaches, after: Breaches }),
  })
  .openapi('BackTest')

const about = { tags: ['Routing'], ...needs('tickets:read', ['manager', 'admin']) }

const test = createRoute({
  ...about,
  method: 'post',
  path: '/rules/back-test',
  summary: 'What rules or SLA targets would have made of the last tickets; changes nothing',
  request: {
    body: body(
      z
        .strictObject({
          rules: z.array(rule).max(500).optional().openapi({
            description: 'In their order, in place of those that stand.',
          }),
          targets: targets.optional(),
          last: z.int().min(1).max(mostTickets).default(1000),
        })
        .openapi('RulesToTest'),
    ),
  },
  responses: gives(Table, 'Tickets that would differ (the last 500), loads and breaches.'),
})

const tried = createRoute({
  ...about,
  method: 'post',
  path: '/rules/try',
  summary: 'Whether a rule would match a ticket as it is now, and why; changes nothing',
  request: { body: body(rule.extend({ ticket: z.int().positive() }).openapi('RuleToTry')) },
  responses: gives(
    z.object({ matched: z.boolean(), words: z.string() }),
    'With the deciding fact.',
  ),
})

export function backTestRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(test, async (c) => {
    const { rules, ...given } = c.req.valid('json')
    const drafts = rules?.map(({ team, ...one }) => ({ ...one, teamId: team as TeamId | null }))
    const table = await read(app, c.get('as'), (db) =>
      backTestTable(db, app.clock(), { ...given, rules: drafts }),
    )
    return c.json(table, 200)
  })

  api.openapi(tried, async (c) => {
    const { ticket, team, ...one } = c.req.valid('json')
    const answer = await read(app, c.get('as'), (db) =>
      tryRule(db, app.clock(), ticket as TicketId, { ...one, teamId: team as TeamId | null }),
    )
    return c.json(answer, 200)
  })
}
