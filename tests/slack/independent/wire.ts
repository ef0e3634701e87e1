import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'

/**
 * Stands between the desk and a double of Slack: passes on what is asked, keeps what was refused, and can lose an answer
 * on its way back.
 * @param to where the double is
 */
export async function startWire(to: string) {
  const refusals: string[] = []
  const lost: string[] = []
  const losing = new Set<string>()
  const site = new Hono().all('*', async ({ req }) => {
    const { pathname, search } = new URL(req.url)
    const { authorization = '', 'content-type': sent = '' } = req.header()
    const answer = await fetch(to + pathname + search, {
      method: req.method,
      redirect: 'manual',
      headers: { authorization, 'content-type': sent },
      ...(req.method === 'POST' && { body: await req.text() }),
    })
    const said = await answer.text()
    const method = pathname.replace('/api/', '')
    const type = answer.headers.get('content-type') ?? ''
    if (type.includes('json') && !said.startsWith('{"ok":true')) refusals.push(`${method} ${said}`)
    if (losing.delete(method)) {
      lost.push(said)
      return new Response(null, { status: 502 })
    }
    return new Response(said, { status: answer.status, headers: { 'content-type': type } })
  })
  const server = createAdaptorServer({ fetch: site.fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refusals,
    lost,
    /** The next call of a method is done, and its answer gets lost. */
    loseAnswer: (method: string) => void losing.add(method),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
