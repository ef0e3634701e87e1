import { bigint, boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/*
 * The tables of better-auth, which owns their shape (getAuthTables in better-auth/db). They hold who may sign
 * in and no customer data, and are read before anybody is known, so they carry no row policies; what a
 * signed-in agent may see is told by `agents` and `memberships` alone.
 */

export const authUsers = pgTable('auth_users', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique('auth_users_email'),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
})

function user() {
  return text()
    .notNull()
    .references(() => authUsers.id, { onDelete: 'cascade' })
}

export const authSessions = pgTable(
  'auth_sessions',
  {
    id: text().primaryKey(),
    token: text().notNull().unique('auth_sessions_token'), // The cookie carries it signed; alone it opens nothing.
    userId: user(),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('auth_sessions_user_id').on(t.userId),
    index('auth_sessions_expires_at').on(t.expiresAt),
  ],
)

export const authAccounts = pgTable(
  'auth_accounts',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(), // `credential` for a password.
    userId: user(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    password: text(), // An argon2id hash.
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [index('auth_accounts_user_id').on(t.userId)],
)

export const authVerifications = pgTable(
  'auth_verifications',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('auth_verifications_identifier').on(t.identifier),
    index('auth_verifications_expires_at').on(t.expiresAt),
  ],
)

export const authRateLimits = pgTable(
  'auth_rate_limits',
  {
    id: text().primaryKey(),
    key: text().notNull().unique('auth_rate_limits_key'),
    count: integer().notNull(),
    lastRequest: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [index('auth_rate_limits_last_request').on(t.lastRequest)],
)
