import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import {
  blockSender,
  findBlockedSenders,
  readBlockedSender,
  unblockSender,
} from '#core/mails/blocked-senders.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, gives, pageOf } from './answers.ts'
import { line, page, text } from './input.ts'
import { BlockedSender } from './shapes.ts'
import { make } from './unit.ts'

const about = { tags: ['Mails'] }
const sender = line(255).openapi({ description: 'An address, or `@` and a domain.' })

const list = createRoute({
  ...about,
  method: 'get',
  path: '/blocked-senders',
  summary: 'Senders whose mail is spam',
  ...needs('mails:read'),
  request: { query: z.strictObject({ ...page, cursor: text(255).optional() }) },
  responses: gives(pageOf(BlockedSender), 'A page.'),
})

const block = createRoute({
  ...about,
  method: 'post',
  path: '/blocked-senders',
  summary: 'Take the mail of a sender for spam: of an address, or of a domain with all below it',
  ...needs('mails:write'),
  request: {
    body: body(
      z.strictObject({ sender, reason: text(500).optional() }).openapi('NewBlockedSender'),
    ),
  },
  responses: creates(BlockedSender, 'The sender, blocked now or before.'),
})

const unblock = createRoute({
  ...about,
  method: 'delete',
  path: '/blocked-senders/{sender}',
  summary: 'Let a sender write again',
  ...needs('mails:write'),
  request: {
    params: z.strictObject({ sender: sender.openapi({ param: { name: 'sender', in: 'path' } }) }),
  },
  responses: gives(z.object({ sender: z.string() }), 'The sender, who is not blocked any more.'),
})

export function blockedSenderRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const query = c.req.valid('query')
    const { items, next } = await read(app, c.get('as'), (db) => findBlockedSenders(db, query))
    return c.json({ items: items.map(shown), next }, 200)
  })

  api.openapi(block, async (c) => {
    const { sender, reason = '' } = c.req.valid('json')
    const blocked = await make(
      app,
      c,
      async (work) => ({ pattern: await blockSender(work, sender, reason) }),
      (db, { pattern }) => readBlockedSender(db, pattern),
    )
    return c.json(shown(blocked), 201)
  })

  api.openapi(unblock, async (c) => {
    const { sender } = c.req.valid('param')
    const gone = await make(app, c, async (work) => ({ sender: await unblockSender(work, sender) }))
    return c.json(gone, 200)
  })
}

type Blocked = Awaited<ReturnType<typeof findBlockedSenders>>['items'][number]

function shown({ pattern, addedAt, ...rest }: Blocked): z.output<typeof BlockedSender> {
  return { sender: pattern, ...rest, addedAt: addedAt.toISOString() }
}
