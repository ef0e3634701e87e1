import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { answerCall } from './call.ts'
import { fileHost } from './file-host.ts'
import { authorizePage } from './oauth.ts'
import { answerResponseUrl } from './response-urls.ts'
import type { Sockets } from './sockets.ts'
import type { World } from './world.ts'

/** Slack's hosts, all on one: methods, answers, files, the page that installs, and sockets. */
export async function startServer(world: World, sockets: Sockets, port: number) {
  const site = new Hono<{ Bindings: HttpBindings }>()
    .use(async (_, next) => {
      await next()
      world.onCall()
    })
    .on(['GET', 'POST'], '/api/:method', async ({ req, env }) => {
      const answer = await answerCall(world, req.param('method'), req.raw)
      if (answer instanceof Response) return answer
      const hungUp = once(env.incoming.socket, 'close')
      if (answer === 'reset') env.incoming.socket.destroy()
      await hungUp // Whoever is not answered leaves in the end; what is said then nobody hears.
      return new Response(null)
    })
    .post('/actions/:team/:id', ({ req }) => answerResponseUrl(world, req.param('id'), req.raw))
    .route('/', fileHost(world))
    .route('/', authorizePage(world))
  const server = createAdaptorServer({
    fetch: site.fetch,
    overrideGlobalObjects: false,
  }) as Server
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '', world.url)
    if (pathname !== '/link' || !sockets.redeem(searchParams.get('ticket'))) return socket.destroy()
    sockets.server.handleUpgrade(request, socket, head, (opened) =>
      sockets.welcome(opened, world.app.id),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  world.socketUrl = () => `${world.url.replace('http', 'ws')}/link?ticket=${sockets.ticket()}`
  return {
    close: () =>
      new Promise<void>((resolve) => {
        sockets.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
