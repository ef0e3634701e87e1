import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App } from '#core/app.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { unmergeTicket } from '#core/tickets/unmerge.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, gives, givesTicket } from './answers.ts'
import { byId } from './input.ts'
import { answerTicket, showChanged } from './show-ticket.ts'
import { make } from './unit.ts'

const merge = createRoute({
  method: 'post',
  path: '/tickets/{id}/merge',
  tags: ['Tickets'],
  summary: 'Make it a part of another ticket; gives the one that it is a part of',
  ...needs('tickets:write'),
  request: {
    params: byId<TicketId>(),
    body: body(
      z.strictObject({
        into: z.int().positive().max(2_147_483_647),
        confirm: z.boolean().default(false).openapi({
          description: 'Where two people have asked: they will read each other from then on.',
        }),
      }),
    ),
  },
  responses: givesTicket,
})

const unmerge = createRoute({
  method: 'post',
  path: '/tickets/{id}/unmerge',
  tags: ['Tickets'],
  summary: 'Undo that: the ticket is as it was before',
  ...needs('tickets:write'),
  request: { params: byId<TicketId>() },
  responses: gives(
    z.object({
      into: z.int().openapi({ description: 'Where it was.' }),
      stayed: z.int().openapi({ description: 'Messages that arrived meanwhile and stay there.' }),
    }),
    'What stays behind.',
  ),
})

export function mergeRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(merge, async (c) => {
    const { id } = c.req.valid('param')
    const { into, confirm } = c.req.valid('json')
    const target = await make(
      app,
      c,
      async (work) => ({ id: await mergeTicket(work, id, into as TicketId, { confirm }) }),
      (db, made) => showChanged(db, made.id, app.clock()),
    )
    return answerTicket(c, target)
  })

  api.openapi(unmerge, async (c) => {
    const { id } = c.req.valid('param')
    const undone = await make(app, c, (work) => unmergeTicket(work, id))
    return c.json(undone, 200)
  })
}
