import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App } from '#core/app.ts'
import { why } from '#core/routing/decide.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { lists } from './answers.ts'
import { byId } from './input.ts'
import { lookAt } from './unit.ts'

const Decision = z
  .object({
    id: z.int(),
    kind: z
      .string()
      .openapi({ description: '`assignment`, `rules`, `time`, `sla`, `escalation`.' }),
    words: z.string().openapi({ description: 'One sentence that names the deciding fact.' }),
    details: z.record(z.string(), z.unknown()).openapi({
      description: 'Each candidate or rule, chosen or not, and why.',
    }),
    at: z.iso.datetime(),
  })
  .openapi('Why')

const list = createRoute({
  tags: ['Tickets'],
  method: 'get',
  path: '/tickets/{id}/why',
  summary: 'What the desk decided about a ticket by itself, and why, oldest first',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>() },
  responses: lists(Decision, 'What was decided.'),
})

export function whyRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { id } = c.req.valid('param')
    const items = await lookAt(app, c, id, (db) => why(db, id))
    return c.json({ items: items.map((one) => ({ ...one, at: one.at.toISOString() })) }, 200)
  })
}
