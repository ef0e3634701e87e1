import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App, Reader } from '#core/app.ts'
import { acceptProposed, dropParticipant } from '#core/tickets/accept-proposed.ts'
import { readTicket } from '#core/tickets/find.ts'
import { whoTakesPart } from '#core/tickets/who-takes-part.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'
import { participation } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { lists } from './answers.ts'
import { byId, numbered } from './input.ts'
import { change, lookAt } from './unit.ts'

const Participant = z
  .object({
    id: z.int(),
    name: z.string(),
    email: z.string(),
    role: z
      .enum(participation.enumValues)
      .openapi({ description: '`proposed`: named in Cc of a mail; gets none until accepted.' }),
    unsubscribedAt: z.iso.datetime().nullable().openapi({
      description: 'When they asked for no more mail of this ticket. Null: they have not.',
    }),
  })
  .openapi('Participant')

const about = {
  tags: ['Tickets'],
  responses: lists(Participant, 'Those who take part.'),
}
const params = byId<TicketId>().extend({
  personId: numbered<PersonId>().openapi({ param: { name: 'personId', in: 'path' } }),
})

const list = createRoute({
  ...about,
  method: 'get',
  path: '/tickets/{id}/participants',
  summary: 'Who takes part in a conversation',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>() },
})

const accept = createRoute({
  ...about,
  method: 'post',
  path: '/tickets/{id}/participants/{personId}/accept',
  summary: 'Let somebody join whom a mail named in Cc',
  ...needs('tickets:write'),
  request: { params },
})

const drop = createRoute({
  ...about,
  method: 'delete',
  path: '/tickets/{id}/participants/{personId}',
  summary: 'Take somebody out of a conversation',
  ...needs('tickets:write'),
  request: { params },
})

export function participantRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await lookAt(app, c, id, (db) => shown(db, id)), 200)
  })

  for (const [route, todo] of [
    [accept, acceptProposed],
    [drop, dropParticipant],
  ] as const)
    api.openapi(route, async (c) => {
      const { id, personId } = c.req.valid('param')
      const after = await change(
        app,
        c,
        (work) => todo(work, id, personId),
        (db) => shown(db, id),
      )
      return c.json(after, 200)
    })
}

async function shown(db: Reader, id: TicketId) {
  await readTicket(db, id)
  const people = await whoTakesPart(db, id)
  return {
    items: people.map(({ address, unsubscribedAt, ...person }) => ({
      ...person,
      email: address,
      unsubscribedAt: unsubscribedAt?.toISOString() ?? null,
    })),
  }
}
