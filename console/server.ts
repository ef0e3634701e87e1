import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { App } from '#core/app.ts'
import { startLive } from './live.ts'
import { startSanitiser } from './sanitise-pool.ts'
import { type SlackDoors, website } from './website.ts'

/** Slow senders are cut off; headers have room for cookies and not much else. */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000, // Longer than what proxies keep, so that we never close under them.
  connectionsCheckingInterval: 5_000,
}
const lastAnswersMillis = 5_000

/** Opens the web door: pages, API, files, live updates. `close` lets what has begun be answered, for 5 s at most. */
export async function startConsole(app: App, slack: SlackDoors = {}) {
  const starting = () =>
    new Response('Deskwire is starting.\n', { status: 503, headers: { 'Retry-After': '1' } })
  let answer: (request: Request, env: object) => Response | Promise<Response> = starting
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env),
    overrideGlobalObjects: false,
    serverOptions: limits,
  }) as Server
  const port = await listen(server, app)
  app.env.HTTP_PORT = port // Where a free one was asked for, links must name the one that was found.
  // Links and cookies are made for this address, whatever a request calls us.
  const url = app.env.PUBLIC_URL ? new URL(app.env.PUBLIC_URL).origin : `http://localhost:${port}`
  const live = await startLive(app)
  const sanitiser = startSanitiser()
  let stopping = false
  const site = await website({
    app,
    origin: url,
    live,
    sanitiser,
    isStopping: () => stopping,
    slack,
  })
  answer = (request, env) => site.fetch(asNodes(request), env)

  return {
    port,
    url,
    close: async () => {
      stopping = true
      await live.close()
      await stop(server)
      await sanitiser.close()
    },
  }
}

/**
 * The adapter's requests cannot be copied, which hono/body-limit does with a body that does not say how large it is:
 * such a request is made one of Node's own. Without either header there is no body (RFC 9112 §6.3).
 */
function asNodes(request: Request): Request {
  const { url, method, headers, signal } = request
  if (method === 'GET' || method === 'HEAD' || headers.has('content-length')) return request
  const body = headers.has('transfer-encoding') ? request.body : null
  return new Request(url, { method, headers, signal, body, duplex: 'half' })
}

function listen(server: Server, app: App): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(app.env.HTTP_PORT, app.env.DESKWIRE_HOST, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const patience = setTimeout(() => server.closeAllConnections(), lastAnswersMillis)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(patience)
      resolve()
    })
  })
}
