import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { findSuppressions, liftSuppression } from '#core/mails/suppressions.ts'
import { fixAndResend } from '#core/tickets/fix-and-resend.ts'
import { takenBack, undoReply } from '#core/tickets/undo-reply.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, gives, lists } from './answers.ts'
import { byId, email } from './input.ts'
import { change, make } from './unit.ts'

const params = byId<MessageId>()

const undo = createRoute({
  method: 'post',
  path: '/messages/{id}/undo',
  tags: ['Messages'],
  summary: 'Take a reply back that has not left yet',
  ...needs('tickets:write'),
  request: { params },
  responses: gives(z.object({ text: z.string() }), 'Its text, to write it anew.'),
})

const resend = createRoute({
  method: 'post',
  path: '/messages/{id}/resend',
  tags: ['Messages'],
  summary: 'Send a reply that came back to the address as it should have been',
  ...needs('tickets:write'),
  request: { params, body: body(z.strictObject({ from: email, to: email }).openapi('Resend')) },
  responses: gives(z.object({ outboundId: z.int() }), 'The mail that goes out, see `/outbound`.'),
})

const suppressed = createRoute({
  method: 'get',
  path: '/suppressions',
  tags: ['Mails'],
  summary: 'Addresses that get no automatic mail, because mail does not arrive there',
  ...needs('mails:read'),
  responses: lists(
    z.object({ address: z.string(), reason: z.string(), since: z.string() }),
    'The latest 1,000.',
  ),
})

const lift = createRoute({
  method: 'delete',
  path: '/suppressions/{address}',
  tags: ['Mails'],
  summary: 'Let mail go to an address again',
  ...needs('mails:write'),
  request: {
    params: z.strictObject({
      address: email.openapi({ param: { name: 'address', in: 'path' } }),
    }),
  },
  responses: gives(z.object({ address: z.string() }), 'The address, which gets mail again.'),
})

/** What becomes of a reply once it is written: taken back, sent again, or given up on an address. */
export function sendingRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(undo, async (c) => {
    const { id } = c.req.valid('param')
    const text = await change(
      app,
      c,
      (work) => undoReply(work, id),
      (db) => takenBack(db, id),
    )
    return c.json({ text }, 200)
  })

  api.openapi(resend, async (c) => {
    const { id } = c.req.valid('param')
    const addresses = c.req.valid('json')
    const sent = await make(app, c, async (work) => ({
      outboundId: await fixAndResend(work, id, addresses),
    }))
    return c.json(sent, 200)
  })

  api.openapi(suppressed, async (c) => {
    const items = await read(app, c.get('as'), findSuppressions)
    const shown = items.map((one) => ({ ...one, since: one.since.toISOString() }))
    return c.json({ items: shown }, 200)
  })

  api.openapi(lift, async (c) => {
    const { address } = c.req.valid('param')
    await change(app, c, (work) => liftSuppression(work, address))
    return c.json({ address }, 200)
  })
}
