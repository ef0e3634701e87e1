import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { App } from '#core/app.ts'
import { startLive } from './live.ts'
import { startSanitiser } from './sanitise-pool.ts'
import { type SlackDoor, website } from './website.ts'

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
export async function startConsole(app: App, slack?: SlackDoor) {
  const starting = () =>
    new Response('Deskwire is starting.\n', { status: 503, headers: { 'Retry-After': '1' } })
  let answer: (request: Request, env: object) => Response | Promise<Response> = starting
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env),
    overrideGlobalObjects: false,
    serverOptions: limits,
  }) as Server
  const port = await listen(server, app)
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
  answer = (request, env) => site.fetch(request, env)

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
