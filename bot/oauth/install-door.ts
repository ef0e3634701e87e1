import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { consoleLink } from '#bot/console-link.ts'
import type { Agent } from '#core/actor.ts'
import { type App, perform } from '#core/app.ts'
import { acceptInstall, type InstallProblem, installState } from '#core/slack/setup-install.ts'
import { manifest } from '#core/slack/setup-manifest.ts'
import { connectWorkspace } from '#core/slack/workspaces.ts'
import { exchangeCode } from './exchange-code.ts'

interface Asked {
  Bindings: { agent: Agent | null }
}

const cookie = 'deskwire_slack_install'

/**
 * Adds workspaces (OAuth 2.0 with Slack): sends an admin to Slack, and takes back what Slack says. Ends on the page
 * “Slack” of the console, which tells how it went.
 */
export function installDoor(app: App): Hono<Asked> {
  const door = new Hono<Asked>()
  const home = (c: Context, problem?: InstallProblem) =>
    c.redirect(`/settings/slack${problem ? `?problem=${problem}` : ''}`)

  door.get('/slack/install', (c) => {
    const { agent } = c.env
    if (!agent) return home(c) // Which asks to sign in first.
    if (agent.role !== 'admin') return home(c, 'not-admin')
    const nonce = randomBytes(12).toString('base64url')
    const secure = consoleLink(app.env, '/').startsWith('https:')
    // Lax, as it has to come along when Slack leads back here.
    const kept = { path: '/slack', httpOnly: true, sameSite: 'Lax', maxAge: 600, secure } as const
    setCookie(c, cookie, nonce, kept)
    const page = new URL('/oauth/v2/authorize', app.env.SLACK_API_URL)
    page.search = new URLSearchParams({
      client_id: app.env.SLACK_CLIENT_ID ?? '',
      scope: manifest.scopes.join(','),
      redirect_uri: redirectAddress(app),
      state: installState(app.keys, agent.personId, nonce, app.clock()),
    }).toString()
    return c.redirect(page.href)
  })

  door.get('/slack/oauth_redirect', async (c) => {
    const { agent } = c.env
    const { state = '', code = '', error } = c.req.query()
    if (!agent) return home(c, 'stale')
    if (agent.role !== 'admin') return home(c, 'not-admin')
    const nonce = getCookie(c, cookie) ?? ''
    const accepted = await perform(app, agent, (work) => acceptInstall(work, state, nonce))
    if (!accepted) return home(c, 'stale')
    if (error || !code) return home(c, 'declined')
    const opened = await exchangeCode(app, code, redirectAddress(app))
    if ('problem' in opened) return home(c, opened.problem)
    await perform(app, agent, (work) => connectWorkspace(work, opened))
    return c.redirect(`/settings/slack?added=${opened.id}`)
  })

  return door
}

/** One of the addresses that the manifest names; it must be the same both times. */
function redirectAddress({ env }: App): string {
  return consoleLink(env, '/slack/oauth_redirect')
}
