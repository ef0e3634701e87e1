import { Hono } from 'hono'
import { type Args, textOf } from './args.ts'
import { SlackError } from './method.ts'
import type { Json, World } from './world.ts'

const codeMillis = 10 * 60_000

/** The page that asks somebody whether the app may come in. `user` says who; approving leads back to the app. */
export function authorizePage(world: World) {
  return new Hono().get('/oauth/v2/authorize', ({ req, html, redirect }) => {
    const { client_id, scope = '', redirect_uri = '', state = '', approve } = req.query()
    const by = req.query('user') ?? [...world.people.values()].find(({ admin }) => admin)?.id ?? ''
    if (client_id !== world.app.clientId) return html('<h1>Invalid client_id parameter</h1>', 400)
    if (!URL.canParse(redirect_uri)) return html('<h1>redirect_uri did not match</h1>', 400)
    if (approve === undefined) return html(consent(world, req.url))
    const back = new URL(redirect_uri)
    if (state) back.searchParams.set('state', state)
    if (approve === 'no') {
      back.searchParams.set('error', 'access_denied')
      return redirect(back.href)
    }
    const code = world.next(`${world.team.id}-code`)
    const scopes = scope.split(/[, ]/).filter(Boolean)
    world.codes.set(code, { redirectUri: redirect_uri, scopes, by, at: world.clock.now() })
    back.searchParams.set('code', code)
    return redirect(back.href)
  })
}

function consent({ app, team }: World, url: string): string {
  const link = (answer: string, label: string) =>
    `<a href="${url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}&amp;approve=${answer}">${label}</a>`
  return `<!DOCTYPE html><title>${app.name} | Slack</title>
<h1>${app.name} is requesting permission to access ${team.name}</h1>
<p>${link('yes', 'Allow')} ${link('no', 'Cancel')}</p>`
}

/** Gives a new token for a code, once. */
export function exchangeCode(world: World, args: Args): Json {
  const { app, team } = world
  if (textOf(args, 'client_id') !== app.clientId) throw new SlackError('invalid_client_id')
  if (textOf(args, 'client_secret') !== app.clientSecret) throw new SlackError('bad_client_secret')
  const code = textOf(args, 'code')
  const given = world.codes.get(code)
  if (!given || world.clock.now() - given.at > codeMillis) throw new SlackError('invalid_code')
  if (textOf(args, 'redirect_uri') && textOf(args, 'redirect_uri') !== given.redirectUri)
    throw new SlackError('bad_redirect_uri')
  world.codes.delete(code)
  if (given.scopes.length === 0) throw new SlackError('no_scopes')
  const value = `xoxb-${team.id}-${world.next('installed')}`
  world.tokens.set(value, { value, kind: 'bot', scopes: given.scopes, revoked: false })
  Object.assign(app, { installed: true, scopes: given.scopes })
  return {
    access_token: value,
    token_type: 'bot',
    scope: given.scopes.join(','),
    bot_user_id: app.bot.id,
    app_id: app.id,
    team: { id: team.id, name: team.name },
    enterprise: null,
    authed_user: { id: given.by },
    is_enterprise_install: false,
    ...world.grants,
  }
}
