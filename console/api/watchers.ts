import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App, Reader } from '#core/app.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { unwatchTicket, watchersOf, watchTicket } from '#core/tickets/watch.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, lists } from './answers.ts'
import { byId, numbered, reference } from './input.ts'
import { change, lookAt } from './unit.ts'

const Watcher = z.object({ id: z.int(), name: z.string() }).openapi('Watcher')

const about = {
  tags: ['Tickets'],
  responses: lists(Watcher, 'Those who watch it.'),
}

const list = createRoute({
  ...about,
  method: 'get',
  path: '/tickets/{id}/watchers',
  summary: 'Agents who follow a ticket without owning it',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>() },
})

const add = createRoute({
  ...about,
  method: 'post',
  path: '/tickets/{id}/watchers',
  summary: 'Follow a ticket, or let another agent: they see it whatever their teams are',
  ...needs('tickets:write'),
  request: {
    params: byId<TicketId>(),
    body: body(
      z.strictObject({
        agent: reference.optional().openapi({ description: 'Absent: you.' }),
      }),
    ),
  },
})

const remove = createRoute({
  ...about,
  method: 'delete',
  path: '/tickets/{id}/watchers/{personId}',
  summary: 'Follow it no more',
  ...needs('tickets:write'),
  request: {
    params: byId<TicketId>().extend({
      personId: numbered<PersonId>().openapi({ param: { name: 'personId', in: 'path' } }),
    }),
  },
})

export function watcherRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await lookAt(app, c, id, (db) => shown(db, id)), 200)
  })

  api.openapi(add, async (c) => {
    const { id } = c.req.valid('param')
    const { agent } = c.req.valid('json')
    const after = await change(
      app,
      c,
      async (work) => {
        const who = agent === undefined ? c.get('as').personId : await whichAgent(work.tx, agent)
        await watchTicket(work, id, who)
      },
      (db) => shown(db, id),
    )
    return c.json(after, 200)
  })

  api.openapi(remove, async (c) => {
    const { id, personId } = c.req.valid('param')
    const after = await change(
      app,
      c,
      (work) => unwatchTicket(work, id, personId),
      (db) => shown(db, id),
    )
    return c.json(after, 200)
  })
}

async function shown(db: Reader, id: TicketId) {
  return { items: await watchersOf(db, id) }
}
