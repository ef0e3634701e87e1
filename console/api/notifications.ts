import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { changeNotifying, notifyingOf } from '#core/notifications/preferences.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { change } from './unit.ts'
import { WeekHours } from './week-hours.ts'

const settings = {
  notifySlack: z.boolean().openapi({ description: 'In Slack, where they are known there.' }),
  notifyEmail: z.boolean().openapi({ description: 'By mail, of what Slack does not tell.' }),
  notifyDigest: z
    .boolean()
    .openapi({ description: 'One mail a day, at eight, but for what is urgent.' }),
  quietHours: WeekHours.nullable().openapi({
    description: 'In their zone, when they are told nothing but what is urgent; null: never.',
  }),
}
const Notifying = z.object(settings).openapi('Notifying')
const NotifyingChange = z.strictObject(settings).partial().openapi('NotifyingChange')
const tags = ['Agents']

const show = createRoute({
  tags,
  method: 'get',
  path: '/me/notifications',
  summary: 'How you are told what happens',
  ...needs('tickets:read'),
  responses: gives(Notifying, 'What you want.'),
})

const set = createRoute({
  tags,
  method: 'patch',
  path: '/me/notifications',
  summary: 'Choose how you are told what happens',
  ...needs('tickets:write'),
  request: { body: body(NotifyingChange) },
  responses: gives(Notifying, 'What you want now.'),
})

export function notificationRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(show, async (c) => {
    const me = c.get('as')
    return c.json(await read(app, me, (db) => notifyingOf(db, me.personId)), 200)
  })

  api.openapi(set, async (c) => {
    const me = c.get('as')
    const after = await change(
      app,
      c,
      (work) => changeNotifying(work, me.personId, c.req.valid('json')),
      (db) => notifyingOf(db, me.personId),
    )
    return c.json(after, 200)
  })
}
