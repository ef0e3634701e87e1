import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { findOutbound } from '#core/mails/find.ts'
import { outboundState } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { gives, pageOf } from './answers.ts'
import { page } from './input.ts'
import { Outbound } from './shapes.ts'

const list = createRoute({
  method: 'get',
  path: '/outbound',
  tags: ['Mails'],
  summary: 'Mail out, latest first, and how it fares',
  ...needs('mails:read'),
  request: {
    query: z.strictObject({ state: z.enum(outboundState.enumValues).optional(), ...page }),
  },
  responses: gives(pageOf(Outbound), 'A page.'),
})

export function outboundRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const query = c.req.valid('query')
    const { items, next } = await read(app, c.get('as'), (db) => findOutbound(db, query))
    const shown = items.map((mail) => ({
      ...mail,
      notBefore: mail.notBefore.toISOString(),
      sentAt: mail.sentAt?.toISOString() ?? null,
    }))
    return c.json({ items: shown, next }, 200)
  })
}
