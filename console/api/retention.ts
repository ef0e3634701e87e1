import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { whatWouldGo } from '#core/retention/clean.ts'
import { setSpamDays } from '#core/retention/spam-days.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { change } from './unit.ts'

const Retention = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        what: z.string(),
        goes: z.string().openapi({ description: 'What is removed of it.' }),
        days: z.int().nullable().openapi({ description: 'Null: kept for ever.' }),
        rows: z.int().openapi({ description: 'How many would go now.' }),
      }),
    ),
  })
  .openapi('Retention')

const about = {
  tags: ['Desk'],
  path: '/retention',
  responses: gives(Retention, 'What is kept for how long.'),
}

const show = createRoute({
  ...about,
  method: 'get',
  summary: 'What is kept for how long, and what would go now',
  ...needs('tickets:read', ['admin', 'auditor']),
})

const set = createRoute({
  ...about,
  method: 'put',
  summary: 'For how long spam and rejected mail keep their content',
  ...needs('*', ['admin']),
  request: { body: body(z.strictObject({ spamDays: z.int().min(1).max(3650).nullable() })) },
})

export function retentionRoutes(api: OpenAPIHono<Caller>, app: App): void {
  // As the desk: what goes stands in tables that nobody else may read, and only numbers are told.
  const shown = () => read(app, null, async (db) => ({ items: await whatWouldGo(db, app.clock()) }))

  api.openapi(show, async (c) => c.json(await shown(), 200))

  api.openapi(set, async (c) => {
    const { spamDays } = c.req.valid('json')
    await change(app, c, (work) => setSpamDays(work, spamDays))
    return c.json(await shown(), 200)
  })
}
