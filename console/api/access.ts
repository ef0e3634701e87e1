import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Visit } from '#console/visit.ts'
import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { agentByToken, isNewUse, noteUse, type Scope } from '#core/people/tokens.ts'
import { refuse } from '#core/refusal.ts'
import type { AgentRole } from '#db/schema/enums.ts'
import { problem } from './problem.ts'

/** A request by a program: `as` is the agent whose token it carries. */
export interface Caller {
  Bindings: Visit['Bindings']
  Variables: Visit['Variables'] & { as: Agent; scopes: readonly string[] }
}

/** Lets in who carries a token. Cookies count for nothing here, so no page elsewhere can make a browser do things. */
export function authenticate(app: App, tokenOf = bearerOf) {
  return createMiddleware<Caller>(async (c, next) => {
    const token = tokenOf(c)
    const door = { ...c.get('door'), via: 'api' as const }
    const now = app.clock()
    const known = token && (await read(app, null, (db) => agentByToken(db, token, door)))
    if (!known) {
      c.header(
        'WWW-Authenticate',
        `Bearer realm="Deskwire"${token ? ', error="invalid_token"' : ''}`,
      )
      return problem(c, 401, 'no-token', 'Send a valid token: Authorization: Bearer dw_…')
    }
    if (isNewUse(known.lastUsedAt, now)) await perform(app, null, (work) => noteUse(work, token))
    c.set('as', known.agent)
    c.set('scopes', known.scopes)
    return next()
  })
}

export function bearerOf(c: Context<Caller>): string | undefined {
  return /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1]
}

/** What a route asks of its caller: for `createRoute`, so that the reference says it too. */
export function needs(scope: Scope, roles?: readonly AgentRole[]) {
  const middleware = createMiddleware<Caller>(async (c, next) => {
    const { role } = c.get('as')
    if (!c.get('scopes').some((held) => held === '*' || held === scope))
      return problem(c, 403, 'no-scope', `This token lacks the scope ${scope}.`)
    if (role === 'auditor' && (scope.endsWith(':write') || scope === '*'))
      refuse('not-allowed', { why: 'auditors read and change nothing' })
    if (roles && !roles.includes(role))
      refuse('not-allowed', { why: `this is for ${roles.map((each) => `${each}s`).join(' and ')}` })
    return next()
  })
  return { security: [{ token: [scope] }], middleware }
}
