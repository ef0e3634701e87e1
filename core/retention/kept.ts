import { type SQL, sql } from 'drizzle-orm'

/** Something that is not kept for ever. */
export interface Kept {
  what: string // For operators: docs/operators.md has the same table.
  days: number | 'spam_days' // `spam_days` of the desk's settings, where null keeps it for ever.
  goes: string
  due(before: SQL): SQL // The rows, by index, with their keys as `key`.
  clean(due: SQL, now: SQL): SQL
}

/** Everything that the desk removes by itself, once a day. What was said, and what happened, stays. */
export const kept: Record<string, Kept> = {
  mails: {
    what: 'Spam and rejected mail',
    days: 'spam_days',
    goes: 'its bytes; sender, subject and reason stay',
    due: (before) => sql`select id as key from mails
      where state in ('spam', 'rejected') and expunged_at is null and received_at < ${before}`,
    clean: (due, now) => sql`update mails set raw = '', expunged_at = ${now} where id in (${due})`,
  },
  receipts: {
    what: 'Receipts of what was done once (requests, clicks in Slack)',
    days: 365,
    goes: 'all of it',
    due: (before) => sql`select key from receipts where at < ${before}`,
    clean: (due) => sql`delete from receipts where key in (${due})`,
  },
  attempts: {
    what: 'Counts of tries to sign in',
    days: 1,
    goes: 'all of it',
    due: (before) => sql`select id as key from auth_rate_limits
      where last_request < (extract(epoch from ${before}) * 1000)::bigint`,
    clean: (due) => sql`delete from auth_rate_limits where id in (${due})`,
  },
  sessions: {
    what: 'Sessions that have expired',
    days: 7,
    goes: 'all of it',
    due: (before) => sql`select id as key from auth_sessions where expires_at < ${before}`,
    clean: (due) => sql`delete from auth_sessions where id in (${due})`,
  },
  verifications: {
    what: 'Links and codes to sign in that have expired',
    days: 1,
    goes: 'all of it',
    due: (before) => sql`select id as key from auth_verifications where expires_at < ${before}`,
    clean: (due) => sql`delete from auth_verifications where id in (${due})`,
  },
}
