import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import type { Agent } from '#core/actor.ts'
import type { App } from '#core/app.ts'
import { Refusal } from '#core/refusal.ts'
import { referenceRoutes } from './api/reference.ts'
import { apiRoutes } from './api/routes.ts'
import { type SignInDoor, signInDoor } from './auth.ts'
import { fileRoutes } from './files.ts'
import { healthRoutes } from './health.ts'
import { mailHookRoutes } from './hooks/mail-hook.ts'
import type { Live } from './live.ts'
import { mailRoutes } from './mail-html.ts'
import { metricsRoutes } from './metrics.ts'
import { assets, pages } from './pages.ts'
import { plainPage } from './plain-page.ts'
import { requesterRoutes } from './requester/routes.ts'
import type { Sanitiser } from './sanitise-pool.ts'
import { limitBody, sameOrigin, securityHeaders } from './security.ts'
import { receive, type Visit } from './visit.ts'

interface Parts {
  app: App
  origin: string // Of the public address, without a path.
  live: Live
  sanitiser: Sanitiser
  isStopping: () => boolean
  slack: SlackDoors
}

/** What is answered by the desk's other half, which knows Slack: what Slack posts, and adding a workspace. */
export interface SlackDoors {
  events?: (request: Request) => Response | Promise<Response>
  install?: (request: Request, agent: Agent | null) => Response | Promise<Response>
}

/** Everything the web door answers, in the order in which it is asked. */
export async function website({ app, origin, live, sanitiser, isStopping, slack }: Parts) {
  const site = new Hono<Visit>()
  const door = signInDoor(app, origin)
  site.onError((error, c) => explain(app, error, c))

  site.use(receive(app), securityHeaders(origin))
  site.route('/', await healthRoutes(app, isStopping))
  site.route('/', metricsRoutes(app, live))
  site.use('/assets/*', compress(), assets())
  site.all('/assets/*', noSuchFile)

  const api = apiRoutes(app)
  site.route('/api/v1', api) // Cookies count for nothing there, so it needs no guard.
  site.route('/api/docs', referenceRoutes(api))
  site.route('/hooks', mailHookRoutes(app))
  const { events, install } = slack
  if (events) site.all('/slack/events', (c) => events(c.req.raw)) // Each request is signed, so it needs no guard.

  site.use(sameOrigin(origin))
  site.route('/requests', requesterRoutes(app))
  site.use('/api/auth/*', limitBody())
  site.route('/api/auth', door.routes)
  site.use(recognise(door), limitBody())
  site.get('/live', (c) => openLive(c, door, live))
  if (install) site.get('/slack/*', (c) => install(c.req.raw, c.get('agent')))
  site.route('/attachments', fileRoutes(app))
  site.all('/attachments/*', noSuchFile)
  site.route('/messages', mailRoutes(app, sanitiser))
  site.all('*', pages(app, origin))
  return site
}

function noSuchFile(c: Context<Visit>): Response {
  return c.text('There is no such file.\n', 404)
}

/** Tells whose cookie it is, and sends a new one when the session has been made to last longer. */
function recognise(door: SignInDoor) {
  return createMiddleware<Visit>(async (c, next) => {
    const { agent, cookies } = await door.agentOf(c.req.raw.headers, c.get('door'), {
      rolling: true,
    })
    c.set('agent', agent)
    await next()
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  })
}

function openLive(c: Context<Visit>, door: SignInDoor, live: Live): Response {
  const agent = c.get('agent')
  if (!agent) return c.text('Sign in to hear of changes.\n', 401)
  const headers = new Headers(c.req.raw.headers)
  const stillThere = async () => (await door.agentOf(headers, c.get('door'))).agent
  return (
    live.open(agent, stillThere) ??
    c.text('Too many pages are open. Close some, then reload.\n', 503, { 'Retry-After': '30' })
  )
}

/** People are told a number to ask about; what broke is in the log beside it. The doors here only read, so a refusal means: not there. */
function explain(app: App, error: Error, c: Context<Visit>): Response | Promise<Response> {
  if (error instanceof HTTPException) return error.getResponse()
  if (error instanceof Refusal) return c.text(`${error.message}\n`, 404)
  const requestId = c.get('requestId')
  app.log.error({ err: error, requestId, path: c.req.path }, 'a request failed')
  return c.html(
    plainPage(
      'Something broke on our side',
      `Try again in a moment. If it stays, tell your admin this number: ${requestId}`,
    ),
    500,
  )
}
