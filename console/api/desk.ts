import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { priorityWeights, setPriorityWeights } from '#core/teams/desk-settings.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { change } from './unit.ts'

const weights = z.record(z.enum(ticketPriority.enumValues), z.int().min(0).max(100))
const Desk = z.object({ priorityWeights: weights }).openapi('Desk', {
  description: 'What a ticket of each priority takes of an agent’s capacity.',
})

const show = createRoute({
  method: 'get',
  path: '/desk',
  tags: ['Desk'],
  summary: 'What holds for every team',
  ...needs('tickets:read'),
  responses: gives(Desk, 'The settings of the desk.'),
})

const set = createRoute({
  method: 'patch',
  path: '/desk',
  tags: ['Desk'],
  summary: 'Change what holds for every team; for admins',
  ...needs('*', ['admin']),
  request: {
    body: body(
      z
        .strictObject({
          priorityWeights: z.partialRecord(z.enum(ticketPriority.enumValues), z.int()),
        })
        .openapi('DeskChange'),
    ),
  },
  responses: gives(Desk, 'The settings as they are now.'),
})

export function deskRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(show, async (c) =>
    c.json({ priorityWeights: await read(app, c.get('as'), (db) => priorityWeights(db)) }, 200),
  )

  api.openapi(set, async (c) => {
    const { priorityWeights: given } = c.req.valid('json')
    const now = await change(
      app,
      c,
      (work) => setPriorityWeights(work, given),
      (db) => priorityWeights(db),
    )
    return c.json({ priorityWeights: now }, 200)
  })
}
