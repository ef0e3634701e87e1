import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { estimateTickets, findTickets, ticketSorts } from '#core/tickets/find.ts'
import { filterFor } from '#core/tickets/query.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { gives, pageOf } from './answers.ts'
import { byId, page, text } from './input.ts'
import { Ticket } from './shapes.ts'
import { showTicket, showTickets } from './show-ticket.ts'
import { lookAt } from './unit.ts'

const q = text(500).default('').openapi({
  description:
    'Words, and `status:` `priority:` `team:` `assignee:` (me, none, an address, a number) `sla:` (on_track, near_breach, breached, met, paused, no_sla).',
  example: 'printer status:open,new assignee:me team:"Second line"',
})

const list = createRoute({
  method: 'get',
  path: '/tickets',
  tags: ['Tickets'],
  summary: 'The tickets you may see',
  ...needs('tickets:read'),
  request: { query: z.strictObject({ q, sort: z.enum(ticketSorts).optional(), ...page }) },
  responses: gives(
    pageOf(Ticket).extend({ estimate: z.int() }),
    'A page; `estimate` is how many there are in all, counted up to 1000.',
  ),
})

const one = createRoute({
  method: 'get',
  path: '/tickets/{id}',
  tags: ['Tickets'],
  summary: 'One ticket',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>() },
  responses: gives(Ticket, 'The ticket.'),
})

export function ticketRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { q, ...query } = c.req.valid('query')
    const found = await read(app, c.get('as'), async (db) => {
      const filter = await filterFor(db, c.get('as'), q, app.clock())
      const { items, next } = await findTickets(db, { ...filter, ...query })
      const estimate = await estimateTickets(db, filter)
      return { items: await showTickets(db, items, app.clock()), next, estimate }
    })
    return c.json(found, 200)
  })

  api.openapi(one, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await lookAt(app, c, id, (db, row) => showTicket(db, row, app.clock())), 200)
  })
}
