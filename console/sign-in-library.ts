import { randomBytes } from 'node:crypto'
import { type BetterAuthPlugin, betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Door } from '#core/actor.ts'
import { type App, read } from '#core/app.ts'
import { agentByUser } from '#core/people/agents.ts'
import { hashPassword, verifyPassword } from '#core/people/sign-in.ts'
import * as tables from '#db/schema/sign-in.ts'

const day = 24 * 60 * 60

/** Set by us on the way to the library, over whatever a client sent. */
export const addressHeader = 'x-deskwire-address'

export const Credentials = z.strictObject({
  email: z.string().max(320),
  password: z.string().max(1000),
})

let nobodys: Promise<string> | undefined // The hash of a password that nobody has.

/** In place of the library's own endpoint, which wants a dot in every domain: a desk at home has `ana@localhost`. */
const byPassword = {
  id: 'by-password',
  endpoints: {
    signInByPassword: createAuthEndpoint(
      '/sign-in/password',
      { method: 'POST', body: Credentials },
      async (ctx) => {
        const { email, password } = ctx.body
        const { internalAdapter } = ctx.context
        const known = await internalAdapter.findUserByEmail(email.toLowerCase(), {
          includeAccounts: true,
        })
        const kept = known?.accounts.find(
          (account) => account.providerId === 'credential',
        )?.password
        // Nobody can tell by the time it takes who has an account.
        nobodys ??= hashPassword(randomBytes(16).toString('hex'))
        const right = await verifyPassword(kept ?? (await nobodys), password)
        const session =
          known && kept && right ? await internalAdapter.createSession(known.user.id) : null
        if (!known || !session) throw new APIError('UNAUTHORIZED')
        await setSessionCookie(ctx, { session, user: known.user })
        return ctx.json({})
      },
    ),
  },
} satisfies BetterAuthPlugin

/** Sessions in the database, so that they can be ended; the cookie carries a random id, signed. */
export function signInLibrary(app: App, origin: string) {
  const https = origin.startsWith('https:')
  const keys = app.keys.keysFor('sessions')
  return betterAuth({
    appName: 'Deskwire',
    baseURL: origin,
    basePath: '/api/auth',
    secrets: keys.map((key, place) => ({
      version: keys.length - place,
      value: key.toString('base64url'),
    })),
    database: drizzleAdapter(app.signIns, {
      provider: 'pg',
      transaction: true,
      schema: {
        user: tables.authUsers,
        session: tables.authSessions,
        account: tables.authAccounts,
        verification: tables.authVerifications,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    session: { expiresIn: 14 * day, updateAge: day },
    plugins: [byPassword],
    rateLimit: { enabled: false }, // It counts requests; we count wrong passwords, see `enter`.
    telemetry: { enabled: false },
    logger: { log: (level, message) => app.log.debug({ level }, `sign-in: ${message}`) },
    advanced: {
      disableCSRFCheck: true, // `sameOrigin` has asked already, for these routes as for all others.
      ipAddress: { ipAddressHeaders: [addressHeader] },
      useSecureCookies: false, // It would say `__Secure-`; `__Host-` also keeps out cookies of other subdomains.
      cookiePrefix: https ? '__Host-deskwire' : 'deskwire',
      defaultCookieAttributes: { secure: https },
    },
    databaseHooks: {
      session: {
        create: { before: async ({ userId }) => (await agentOfUser(app, userId)) !== null },
      },
    },
  })
}

export async function agentOfUser(app: App, userId: string, door: Door = { via: 'console' }) {
  return (await read(app, null, (db) => agentByUser(db, userId, door))) ?? null
}
