import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { findEvents, replayEvent } from '#core/slack/event-list.ts'
import { failedPosts, retryPost } from '#core/slack/failed-posts.ts'
import type { SlackEventId, SlackPostId } from '#db/schema/columns.ts'
import { slackEventState, slackPostKind } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { gives, lists, pageOf } from './answers.ts'
import { byId, page } from './input.ts'
import { change } from './unit.ts'

const about = { tags: ['Slack'] }
const time = z.iso.datetime()

const SlackEvent = z
  .object({
    id: z.int(),
    key: z.string(),
    kind: z.string(),
    receivedAt: time,
    state: z.enum(slackEventState.enumValues),
    attempts: z.int(),
    reason: z.string().nullable(),
    endedAt: time.nullable(),
  })
  .openapi('SlackEvent')

const SlackPost = z
  .object({
    id: z.int(),
    kind: z.enum(slackPostKind.enumValues),
    ticketId: z.int(),
    channel: z.string(),
    reason: z.string().nullable(),
  })
  .openapi('SlackPost')

const events = createRoute({
  ...about,
  method: 'get',
  path: '/slack/events',
  summary: 'What Slack told the desk, latest first; for admins and auditors',
  ...needs('mails:read', ['admin', 'auditor']),
  request: {
    query: z.strictObject({ state: z.enum(slackEventState.enumValues).optional(), ...page }),
  },
  responses: gives(pageOf(SlackEvent), 'A page.'),
})

const replay = createRoute({
  ...about,
  method: 'post',
  path: '/slack/events/{id}/replay',
  summary: 'Work an event again that failed; for admins',
  ...needs('mails:write', ['admin']),
  request: { params: byId<SlackEventId>() },
  responses: gives(z.object({ id: z.int(), state: z.literal('received') }), 'It is worked now.'),
})

const posts = createRoute({
  ...about,
  method: 'get',
  path: '/slack/posts',
  summary: 'What Slack did not take, and why; for admins and auditors',
  ...needs('mails:read', ['admin', 'auditor']),
  responses: lists(SlackPost, 'The latest two hundred.'),
})

const retry = createRoute({
  ...about,
  method: 'post',
  path: '/slack/posts/{id}/retry',
  summary: 'Post again what Slack did not take; for admins',
  ...needs('mails:write', ['admin']),
  request: { params: byId<SlackPostId>() },
  responses: gives(
    z.object({ id: z.int(), state: z.literal('waiting') }),
    'It is posted in its turn.',
  ),
})

export function slackRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(events, async (c) => {
    const { state, cursor, limit } = c.req.valid('query')
    const { items, next } = await read(app, c.get('as'), (db) =>
      findEvents(db, { state, cursor, limit }),
    )
    const shown = items.map(({ receivedAt, endedAt, ...event }) => ({
      ...event,
      receivedAt: receivedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    }))
    return c.json({ items: shown, next }, 200)
  })

  api.openapi(replay, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => replayEvent(work, id))
    return c.json({ id, state: 'received' as const }, 200)
  })

  api.openapi(posts, async (c) => c.json({ items: await read(app, c.get('as'), failedPosts) }, 200))

  api.openapi(retry, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => retryPost(work, id))
    return c.json({ id, state: 'waiting' as const }, 200)
  })
}
