import { startConsole } from '#console/server.ts'
import type { Agent } from '#core/actor.ts'
import { type App, perform } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import type { TeamId } from '#db/schema/columns.ts'
import type { AgentRole } from '#db/schema/enums.ts'
import { test as base } from './test.ts'

export const password = 'a password for tests'

/** A browser, as far as the server can tell: it keeps cookies and says where a request comes from. */
export class Browser {
  readonly url: string
  readonly cookies = new Map<string, string>()
  readonly #headers: Record<string, string>

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url
    this.#headers = headers
  }

  async get(path: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
    const sent = { ...this.#headers, ...headers }
    if (this.cookies.size > 0)
      sent.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, this.url), {
      redirect: 'manual',
      ...init,
      headers: sent,
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0\b/i.test(cookie)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}) {
    const own = { Origin: new URL(this.url).origin, 'Content-Type': 'application/json' }
    return this.get(path, { ...own, ...headers }, { method: 'POST', body: JSON.stringify(body) })
  }

  signIn(email: string, secret = password) {
    return this.post('/api/auth/sign-in/email', { email, password: secret })
  }
}

/** `web`: a desk that answers HTTP, on a database of its own, and browsers that look at it. */
export const test = base.extend('web', async ({ own }, { onCleanup }) => {
  const site = await startConsole(own.app)
  onCleanup(site.close)
  const url = `http://127.0.0.1:${site.port}`
  let count = 0

  /** An agent who can sign in, and their address. */
  async function member({
    role = 'agent' as AgentRole,
    teams = undefined as TeamId[] | undefined,
  } = {}) {
    const email = `member${++count}@desk.test`
    const teamIds = teams ?? [await own.a.homeTeam()]
    const personId = await perform(own.app, null, (work) =>
      addAgent(work, { email, name: `Member ${count}`, role, teamIds, password }),
    )
    return { email, agent: await own.a.actor(personId) }
  }

  /** A browser that somebody has signed in with. */
  async function signedIn(
    options: Parameters<typeof member>[0] = {},
  ): Promise<Browser & { agent: Agent }> {
    const { email, agent } = await member(options)
    const browser = new Browser(url)
    await browser.signIn(email)
    return Object.assign(browser, { agent })
  }

  return {
    ...own,
    site,
    url,
    member,
    signedIn,
    browser: (headers = {}) => new Browser(url, headers),
  }
})

export type Web = { app: App; url: string }
