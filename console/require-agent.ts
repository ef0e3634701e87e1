import { type AppLoadContext, data, redirect } from '@remix-run/node'
import type { Agent } from '#core/actor.ts'
import { read } from '#core/app.ts'
import { hasAdmin } from '#core/people/first-admin.ts'
import type { AgentRole } from '#db/schema/enums.ts'

/** Whoever is signed in; anybody else is sent to sign in first, or, on a new desk, told how to set it up. */
export async function requireAgent(context: AppLoadContext, request: Request): Promise<Agent> {
  if (context.agent) return context.agent
  if (!(await read(context.app, null, hasAdmin))) throw redirect('/setup')
  const { pathname, search } = new URL(request.url)
  const back = request.method === 'GET' ? localPath(pathname.replace(/\.data$/, '') + search) : '/'
  throw redirect(back === '/' ? '/sign-in' : `/sign-in?redirectTo=${encodeURIComponent(back)}`)
}

/** A page for some roles only. Row level security holds anyway; this says so in words. */
export async function requireRole(
  context: AppLoadContext,
  request: Request,
  roles: readonly AgentRole[],
): Promise<Agent> {
  const agent = await requireAgent(context, request)
  if (roles.includes(agent.role)) return agent
  throw data(`This page is for ${roles.map((role) => `${role}s`).join(' and ')}.`, { status: 403 })
}

/** A path of this desk, or `/`: never `//elsewhere`, a backslash or a control character that browsers read as one. */
export function localPath(path: string | null): string {
  return path && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path) ? path : '/'
}
