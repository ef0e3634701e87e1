import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, perform, read } from '#core/app.ts'
import { findEvents } from '#core/audit/find.ts'
import { verifyAudit } from '#core/audit/verify.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { gives, pageOf } from './answers.ts'
import { byId, numbered, page, text } from './input.ts'
import { Event, Verified } from './shapes.ts'
import { lookAt } from './unit.ts'

const ofTicket = createRoute({
  method: 'get',
  path: '/tickets/{id}/events',
  tags: ['Tickets'],
  summary: 'What happened to a ticket, latest first',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>(), query: z.strictObject(page) },
  responses: gives(pageOf(Event), 'A page.'),
})

const list = createRoute({
  method: 'get',
  path: '/audit',
  tags: ['Audit'],
  summary: 'What happened, latest first',
  ...needs('audit:read'),
  request: {
    query: z.strictObject({
      ticket: numbered<TicketId>().optional(),
      actor: text(254)
        .min(1)
        .optional()
        .openapi({ description: 'The address or number of an agent.' }),
      action: text(100).optional().openapi({ example: 'resolved' }),
      since: z.iso.datetime({ offset: true }).optional(),
      ...page,
    }),
  },
  responses: gives(pageOf(Event), 'A page.'),
})

const verify = createRoute({
  method: 'post',
  path: '/audit/verify',
  tags: ['Audit'],
  summary: 'Prove that no event was edited, removed or reordered; for admins and auditors',
  ...needs('audit:read'),
  responses: gives(Verified, 'The proof, or where it breaks.'),
})

export function auditRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(ofTicket, async (c) => {
    const { id } = c.req.valid('param')
    const query = c.req.valid('query')
    return c.json(
      shown(await lookAt(app, c, id, (db) => findEvents(db, { ticketId: id, ...query }))),
      200,
    )
  })

  api.openapi(list, async (c) => {
    const { ticket, actor, action, since, ...query } = c.req.valid('query')
    const found = await read(app, c.get('as'), async (db) =>
      findEvents(db, {
        ...query,
        ticketId: ticket,
        actorId: actor ? await whichAgent(db, actor) : undefined,
        kind: action,
        since: since ? new Date(since) : undefined,
      }),
    )
    return c.json(shown(found), 200)
  })

  api.openapi(verify, async (c) => c.json(await perform(app, c.get('as'), verifyAudit), 200))
}

function shown({ items, next }: Awaited<ReturnType<typeof findEvents>>) {
  return {
    items: items.map(({ kind, at, ...event }) => ({
      ...event,
      action: kind,
      at: at.toISOString(),
    })),
    next,
  }
}
