import { Hono } from 'hono'
import { z } from 'zod'
import type { Agent, Door } from '#core/actor.ts'
import { type App, perform } from '#core/app.ts'
import { countAttempt, forgetAttempt } from '#core/people/attempts.ts'
import { addressHeader, agentOfUser, Credentials, signInLibrary } from './sign-in-library.ts'
import type { Visit } from './visit.ts'

/** What the library's own routes are let in for; the rest of them (sign-up, other e-mail, deletion) is not there. */
const open = [
  'sign-out',
  'get-session',
  'list-sessions',
  'revoke-session',
  'revoke-sessions',
  'revoke-other-sessions',
]

export type SignInDoor = ReturnType<typeof signInDoor>

/** Who may come in by the console: `/api/auth/*`, and the question whose cookie this is. */
export function signInDoor(app: App, origin: string) {
  const auth = signInLibrary(app, origin)

  /**
   * The agent behind a request's cookie, or null.
   * @param options.rolling whether asking makes the session last longer; its new cookies then come along
   */
  async function agentOf(headers: Headers, door: Door, { rolling = false } = {}) {
    if (!headers.get('cookie')?.includes('deskwire.session_token='))
      return { agent: null, cookies: [] }
    const asked = await auth.api.getSession({
      headers,
      query: { disableRefresh: !rolling },
      returnHeaders: true,
    })
    const agent: Agent | null =
      asked.response && (await agentOfUser(app, asked.response.user.id, door))
    return { agent, cookies: asked.headers.getSetCookie() }
  }

  const routes = new Hono<Visit>()

  routes.post('/sign-in/email', async (c) => {
    const body = Credentials.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ message: 'Give an address and a password.' }, 400)
    return enter(c.req.raw, c.get('door'), body.data.email, (headers) =>
      auth.api.signInByPassword({ body: body.data, headers, asResponse: true }),
    )
  })

  routes.post('/change-password', async (c) => {
    const body = NewPassword.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ message: body.error.issues[0]?.message }, 400)
    const session = await auth.api.getSession({ headers: c.req.raw.headers })
    if (!session) return c.json({ message: 'Sign in first.' }, 401)
    // The old sessions end: whoever knew the old password may hold one of them.
    return enter(c.req.raw, c.get('door'), session.user.email, (headers) =>
      auth.api.changePassword({
        body: { ...body.data, revokeOtherSessions: true },
        headers,
        asResponse: true,
      }),
    )
  })

  for (const path of open)
    routes.all(`/${path}`, (c) => auth.handler(new Request(new URL(c.req.path, origin), c.req.raw)))

  routes.all('*', (c) => c.json({ message: 'There is no such page.' }, 404))

  /** Looks at a password at most so often. Wrong passwords and unknown addresses have one answer. */
  async function enter(
    request: Request,
    { ip = 'unknown' }: Door,
    account: string,
    look: (headers: Headers) => Promise<Response>,
  ): Promise<Response> {
    const attempt = { account, address: ip }
    const minutes = await perform(app, null, (work) => countAttempt(work, attempt))
    if (minutes > 0)
      return Response.json(
        {
          message: `There were too many wrong passwords. Wait ${minutes} minutes, then try again.`,
        },
        { status: 429, headers: { 'Retry-After': String(minutes * 60) } },
      )
    const headers = new Headers(request.headers)
    headers.set(addressHeader, ip)
    const looked = await look(headers)
    if (!looked.ok)
      return Response.json(
        { message: 'That address and password do not belong together. Check both and try again.' },
        { status: 401 },
      )
    await perform(app, null, (work) => forgetAttempt(work, attempt))
    const answer = Response.json({ ok: true })
    for (const cookie of looked.headers.getSetCookie()) answer.headers.append('Set-Cookie', cookie)
    return answer
  }

  return { routes, agentOf }
}

const NewPassword = z.strictObject({
  currentPassword: z.string().max(1000),
  newPassword: z
    .string()
    .min(12, 'The password needs at least 12 characters.')
    .max(128, 'The password may have at most 128 characters.'),
})
