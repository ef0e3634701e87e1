import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { Slack } from './start.ts'

/**
 * Several workspaces behind one address, as Slack is: whom a call is for is told by its token, and a code by who gave it.
 * @returns the address of the methods, and how to stop
 */
export async function atOneAddress(workspaces: readonly Slack[]) {
  const site = new Hono().all('/api/:method', async ({ req, text }) => {
    const body = await req.text()
    const code = new URLSearchParams(body).get('code') ?? ''
    const token = req.header('authorization')?.replace(/^Bearer /, '') ?? ''
    const meant = workspaces.find(({ world }) => world.codes.has(code) || world.tokens.has(token))
    if (!meant) return text('{"ok":false,"error":"invalid_auth"}')
    return fetch(`${meant.url}/api/${req.param('method')}`, {
      method: req.method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': req.header('content-type') ?? '',
      },
      body,
    })
  })
  const server = createAdaptorServer({ fetch: site.fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
