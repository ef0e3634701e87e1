import type { Context } from 'hono'
import { type App, read } from '#core/app.ts'
import { agentByToken } from '#core/people/tokens.ts'
import type { Visit } from './visit.ts'

/** Whether whoever asks may see how the desk fares in full: programs on this machine, and tokens with `metrics:read`. */
export async function isWatcher(app: App, c: Context<Visit>): Promise<boolean> {
  const { ip } = c.get('door')
  const forwarded = c.req.header('x-forwarded-for') ?? c.req.header('forwarded')
  if ((ip === '::1' || ip?.startsWith('127.')) && forwarded === undefined) return true
  const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (!token) return false
  const known = await read(app, null, (db) => agentByToken(db, token, { via: 'api' }))
  return known?.scopes.some((scope) => scope === '*' || scope === 'metrics:read') ?? false
}
