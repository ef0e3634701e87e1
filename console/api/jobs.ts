import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { findFailedJobs, retryJob } from '#core/failed-jobs.ts'
import { type Caller, needs } from './access.ts'
import { gives, pageOf } from './answers.ts'
import { page } from './input.ts'
import { Job } from './shapes.ts'
import { change } from './unit.ts'

const list = createRoute({
  method: 'get',
  path: '/jobs',
  tags: ['Operations'],
  summary: 'Jobs that used up their retries; for admins and auditors',
  ...needs('mails:read', ['admin', 'auditor']),
  request: { query: z.strictObject({ state: z.enum(['failed']).default('failed'), ...page }) },
  responses: gives(pageOf(Job), 'A page.'),
})

const params = z.strictObject({
  id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }),
})

const retry = createRoute({
  method: 'post',
  path: '/jobs/{id}/retry',
  tags: ['Operations'],
  summary: 'Give a failed job one more try; for admins',
  ...needs('mails:write', ['admin']),
  request: { params },
  responses: gives(z.object({ id: z.string(), state: z.literal('retry') }), 'It is tried now.'),
})

export function jobRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { cursor, limit } = c.req.valid('query')
    const { items, next } = await read(app, c.get('as'), (db) =>
      findFailedJobs(db, { cursor, limit }),
    )
    const shown = items.map(({ data, place: _, ...job }) => ({
      ...job,
      mailId: data?.mail ?? null,
      outboundId: data?.outbound ?? null,
      ticketId: data?.ticket ?? null,
      createdAt: job.createdAt.toISOString(),
      failedAt: job.failedAt.toISOString(),
    }))
    return c.json({ items: shown, next }, 200)
  })

  api.openapi(retry, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => retryJob(work, app.boss, id))
    return c.json({ id, state: 'retry' as const }, 200)
  })
}
