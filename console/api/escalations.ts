import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App, Reader } from '#core/app.ts'
import { acknowledgeEscalation } from '#core/escalation/acknowledge.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { lists } from './answers.ts'
import { byId } from './input.ts'
import { change, lookAt } from './unit.ts'

const time = z.iso.datetime()
const Escalation = z
  .object({
    id: z.int(),
    reason: z.string(),
    ladder: z.string().nullable().openapi({ description: 'Null: the leads were told, once.' }),
    step: z.int().openapi({ description: 'Steps taken.' }),
    startedAt: time,
    startedBy: z.string().nullable().openapi({ description: 'Null: the desk itself.' }),
    nextAt: time.nullable().openapi({ description: 'When the next are told; null: nobody is.' }),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    endedAt: time.nullable().openapi({ description: 'Null: it can be acknowledged.' }),
  })
  .openapi('Escalation')

const about = {
  tags: ['Tickets'],
  request: { params: byId<TicketId>() },
  responses: lists(Escalation, 'All of them, oldest first.'),
}

const list = createRoute({
  ...about,
  method: 'get',
  path: '/tickets/{id}/escalations',
  summary: 'Every escalation of a ticket, with who acknowledged it',
  ...needs('tickets:read'),
})

const acknowledge = createRoute({
  ...about,
  method: 'post',
  path: '/tickets/{id}/acknowledge',
  summary: 'Take notice of its escalation: nobody else is told, its clocks run on',
  ...needs('tickets:write'),
})

export function escalationRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await lookAt(app, c, id, (db) => shown(db, id)), 200)
  })

  api.openapi(acknowledge, async (c) => {
    const { id } = c.req.valid('param')
    const after = await change(
      app,
      c,
      (work) => acknowledgeEscalation(work, id),
      (db) => shown(db, id),
    )
    return c.json(after, 200)
  })
}

async function shown(db: Reader, id: TicketId) {
  const rows = await escalationsOf(db, id)
  const items = rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    nextAt: row.nextAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }))
  return { items }
}
