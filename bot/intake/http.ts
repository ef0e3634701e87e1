import { isValidSlackRequest } from '@slack/bolt'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { botOf } from '#bot/bot.ts'
import type { App } from '#core/app.ts'
import { takeIn } from './take-in.ts'

const maxBytes = 1024 * 1024
const maxAheadSeconds = 60 // Clocks differ; nobody signs for the future.

/** The door for what Slack posts: events, clicks, forms and commands. 200 is given only once it is kept. */
export function slackDoor(app: App): Hono {
  const door = new Hono()
  door.onError((error, c) => {
    app.log.error({ err: error }, 'what Slack told could not be kept; Slack tells it again')
    return c.text('Not kept. Tell it again.\n', 503)
  })
  const onError = (c: Context) => {
    c.header('Connection', 'close')
    return c.text('That is larger than anything Slack sends.\n', 413)
  }
  door.post('/slack/events', bodyLimit({ maxSize: maxBytes, onError }), (c) => hear(app, c))
  door.all('*', (c) => c.text('Slack posts to /slack/events.\n', 404))
  return door
}

async function hear(app: App, c: Context): Promise<Response> {
  const timestamp = Number(c.req.header('x-slack-request-timestamp') || Number.NaN)
  const signature = c.req.header('x-slack-signature') ?? ''
  const isSoon = timestamp * 1000 <= app.clock().getTime() + maxAheadSeconds * 1000
  if (!isSoon || !signature) return refused(c)
  const raw = await c.req.text()
  const signed = isValidSlackRequest({
    signingSecret: app.env.SLACK_SIGNING_SECRET ?? '',
    body: raw,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
    nowMilliseconds: app.clock().getTime(),
  })
  if (!signed) return refused(c)
  const body = bodyOf(c.req.header('content-type') ?? '', raw)
  if (!body) return c.text('That is neither JSON nor a form.\n', 400)
  if (body.type === 'url_verification') return c.json({ challenge: body.challenge })
  if (body.ssl_check) return c.body(null, 200)
  const answer = await takeIn(botOf(app), body, raw)
  if (answer === undefined || answer === '') return c.body(null, 200)
  return typeof answer === 'string' ? c.text(answer) : c.json(answer)
}

function refused(c: Context): Response {
  return c.text(
    'This was not signed by Slack just now. Check SLACK_SIGNING_SECRET and the clock.\n',
    401,
  )
}

/** Events are JSON; clicks are JSON in a field of a form; commands are the form itself. */
function bodyOf(type: string, raw: string): Record<string, unknown> | undefined {
  try {
    if (!type.startsWith('application/x-www-form-urlencoded')) return object(JSON.parse(raw))
    const form = new URLSearchParams(raw)
    const payload = form.get('payload')
    return payload === null ? Object.fromEntries(form) : object(JSON.parse(payload))
  } catch {
    return undefined
  }
}

function object(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
