import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { apiRoutes } from '#console/api/routes.ts'
import { receive, type Visit } from '#console/visit.ts'
import type { Agent } from '#core/actor.ts'
import { type App, perform } from '#core/app.ts'
import { addToken, type Scope } from '#core/people/tokens.ts'
import { test as base } from '#tests/support/test.ts'

interface Sent {
  as?: string // A token.
  body?: unknown
  headers?: Record<string, string>
}

/** The answer, with its body read as whatever it is. */
// biome-ignore lint/suspicious/noExplicitAny: what a program gets is what the tests are about.
export type Got = { status: number; headers: Headers; body: any }

/** `api`: the REST API on a real port, over a database of its own. */
export const test = base.extend('api', async ({ own }, { onCleanup }) => {
  const { url, close } = await serveApi(own.app)
  onCleanup(close)

  async function call(
    method: string,
    path: string,
    { as, body, headers }: Sent = {},
  ): Promise<Got> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${as}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? JSON.parse(text) : text,
    }
  }

  const get = (path: string, as: string) => call('GET', path, { as })
  const post = (path: string, as: string, body?: unknown, headers?: Record<string, string>) =>
    call('POST', path, { as, body, headers })
  const patch = (path: string, as: string, body: unknown) => call('PATCH', path, { as, body })
  const token = (agent: Agent, scopes: Scope[] = ['*']) =>
    perform(own.app, null, (work) => addToken(work, agent.personId, { name: 'test', scopes }))

  return { ...own, url, call, get, post, patch, token }
})

async function serveApi(app: App) {
  const server = new Hono<Visit>()
  server.use(receive(app))
  server.route('/api/v1', apiRoutes(app))
  const listening = serve({ fetch: server.fetch, port: 0, hostname: '127.0.0.1' })
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => listening.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}/api/v1`, close }
}
