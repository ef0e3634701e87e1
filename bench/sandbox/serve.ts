import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import { buildPage } from './build-page.ts'
import { Deed, doAs } from './deeds.ts'
import type { Sandbox } from './open.ts'
import { seenBy } from './seen.ts'

const maxBytes = 25 * 1024 * 1024
const togetherMillis = 40 // What happens together is shown together.
const headers = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data: http://localhost:* http://127.0.0.1:*; style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** Wakes all who wait for a change. */
export function bell() {
  let next = Promise.withResolvers<void>()
  return {
    ring: () => {
      next.resolve()
      next = Promise.withResolvers<void>()
    },
    rung: () => next.promise,
  }
}

/** The page, what it shows, and what is done on it; for whoever sits at this machine. */
export async function serveSandbox(
  sandbox: Sandbox,
  { ring, rung }: ReturnType<typeof bell>,
  port: number,
) {
  const { world } = sandbox.slack
  const page = await buildPage()
  let isClosing = false

  const site = new Hono()
    .use(async (c, next) => {
      const host = c.req.header('host') ?? ''
      const isOurs = /^(localhost|127\.0\.0\.1):\d+$/.test(host)
      if (!isOurs || (c.req.header('origin') ?? `http://${host}`) !== `http://${host}`)
        return c.text('The sandbox answers its own page only.\n', 403)
      await next()
      for (const [name, value] of Object.entries(headers)) c.header(name, value)
    })
    .get('/live/:me', (c) =>
      streamSSE(c, async (stream) => {
        while (!stream.aborted && !isClosing) {
          const changed = rung()
          await stream.writeSSE({ data: JSON.stringify(seenBy(c.req.param('me'), sandbox)) })
          await changed
          await pause(togetherMillis)
        }
      }),
    )
    .post('/do/:me', bodyLimit({ maxSize: maxBytes }), async (c) => {
      try {
        const deed = Deed.parse(await c.req.json())
        const done = doAs(sandbox, sandbox.slack.person(c.req.param('me')), deed)
        ring() // Seen at once; what the app makes of it is told as it comes.
        return c.json({ answer: (await done) ?? null })
      } catch (error) {
        return c.json({ problem: error instanceof Error ? error.message : String(error) }, 400)
      } finally {
        ring()
      }
    })
    .get('/files/:id', (c) => {
      const file = world.files.get(c.req.param('id'))
      if (!file) return c.text('There is no such file.\n', 404)
      c.header('Content-Disposition', 'attachment')
      return c.body(new Uint8Array(file.content), 200, { 'Content-Type': file.mimetype })
    })
    .get('*', (c) => {
      const path = c.req.path === '/' ? '/index.html' : c.req.path
      const file = page.get(path)
      if (file === undefined) return c.text('There is no such page.\n', 404)
      c.header('Content-Type', types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      return c.body(typeof file === 'string' ? file : new Uint8Array(file))
    })

  const server = createAdaptorServer({ fetch: site.fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        isClosing = true
        ring()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
