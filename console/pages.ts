import { existsSync } from 'node:fs'
import { serveStatic } from '@hono/node-server/serve-static'
import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/node'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { App } from '#core/app.ts'
import type { DeskContext } from './context.ts'
import { plainPage } from './plain-page.ts'
import type { Visit } from './visit.ts'

const built = new URL('build/server/index.js', import.meta.url)

/** The bundle's files. Their names change with their content, so a browser need never ask again. */
export function assets() {
  const serve = serveStatic<Visit>({
    root: import.meta.dirname,
    rewriteRequestPath: (path) => `build/client${path}`,
  })
  return createMiddleware<Visit>(async (c, next) => {
    const file = await serve(c, next)
    if (!(file instanceof Response)) return // There is none; the next in line has answered.
    file.headers.set('Cache-Control', 'public, max-age=31536000, immutable')
    return file
  })
}

/**
 * The pages. The bundle is read at the first request, so that everything else works without it; one that is missing
 * is looked for again.
 */
export function pages(app: App, origin: string) {
  let loading: Promise<RequestHandler> | undefined

  return async (c: Context<Visit>): Promise<Response> => {
    if (!loading && !existsSync(built))
      return c.html(
        plainPage('The pages are missing', 'Run `npm run build`, then load this page again.'),
        503,
      )
    loading ??= load()
    const answer = await loading.catch((error) => {
      loading = undefined
      throw error
    })
    const context: DeskContext = {
      app,
      agent: c.get('agent'),
      nonce: c.get('nonce'),
      door: c.get('door'),
      requestId: c.get('requestId'),
    }
    return answer(asOurs(c, origin), { ...context })
  }
}

async function load(): Promise<RequestHandler> {
  const build: ServerBuild = await import(built.href)
  return createRequestHandler(build, 'production')
}

/** The request as if it were made at the public address: no page learns anything from a Host header. */
function asOurs(c: Context<Visit>, origin: string): Request {
  const { method, headers: given, signal, body } = c.req.raw
  const { pathname, search } = new URL(c.req.url)
  const headers = new Headers(given)
  headers.delete('x-forwarded-host')
  headers.set('host', new URL(origin).host)
  if (headers.has('origin')) headers.set('origin', origin) // `sameOrigin` has let it through.
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(origin + pathname + search, {
    method,
    headers,
    signal,
    ...(hasBody && { body, duplex: 'half' }),
  })
}
