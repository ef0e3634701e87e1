import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import type { Agent, Door } from '#core/actor.ts'
import type { App } from '#core/app.ts'

/** What is known of a request while it is answered. */
export interface Visit {
  Bindings: HttpBindings
  Variables: {
    requestId: string
    nonce: string
    door: Door
    agent: Agent | null // Set on the way to pages, files and live updates only.
  }
}

/** Gives each request its number, says from where it comes, and writes one line about it: never a query or a body. */
export function receive(app: App) {
  return createMiddleware<Visit>(async (c, next) => {
    const started = performance.now()
    const requestId = randomBytes(9).toString('base64url')
    const ip = clientAddress(
      c.env.incoming.socket.remoteAddress,
      c.req.header('x-forwarded-for'),
      app.env.TRUST_PROXY,
    )
    c.set('requestId', requestId)
    c.set('nonce', randomBytes(18).toString('base64url'))
    c.set('door', { via: 'console', ip })
    c.set('agent', null)
    await next()
    if (c.req.method === 'HEAD') await c.res.body?.cancel() // Else a file stays open, or a live page.
    c.header('X-Request-Id', requestId)
    const { method } = c.req
    const path = c.req.path
      .replace(/\bdw_[\w-]+/g, 'dw_…') // A token: see hooks/mail-hook.ts.
      .replace(/^(\/requests\/\w+\/).*/, '$1…') // Whoever has it acts for a requester.
    const millis = Math.round(performance.now() - started)
    const agent = c.get('agent')?.personId
    app.log.info({ requestId, method, path, status: c.res.status, millis, ip, agent }, 'request')
  })
}

/**
 * Whom a request comes from. Each proxy appends to X-Forwarded-For the address that it was called from, so only as
 * many entries from the right are believed as there are proxies of ours; the rest is what the client made up.
 */
export function clientAddress(
  socket: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string | undefined {
  const path = [...(proxies > 0 ? (forwarded ?? '').split(',') : []), socket ?? '']
    .map((address) => address.trim().replace(/^::ffff:(?=\d+\.)/i, ''))
    .filter((address) => isIP(address) > 0)
  return path[Math.max(0, path.length - 1 - proxies)]
}
