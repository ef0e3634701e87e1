import { and, asc, count, eq, gt, inArray, isNotNull, lt, or } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { imapAccounts, mails, outbound } from '#db/schema/mails.ts'
import { suppressions } from '#db/schema/sending.ts'

const lookedAt = 1000
const minuteMs = 60_000

/** What has been left lying on the way of mail. Counts end at a thousand. */
export interface Backlog {
  unread: number // Mails in that nobody has read for minutes.
  unsent: number // Mails out whose time has come a quarter of an hour ago.
  unsentReason: string | null // Why the oldest of them waits.
  suppressed: number // Addresses that are written to no more.
  imap: { account: string; problem: string }[]
}

export async function findBacklog(db: Reader, now: Date): Promise<Backlog> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * minuteMs)
  const oldest = db
    .select({ id: mails.id })
    .from(mails)
    .where(eq(mails.state, 'received'))
    .orderBy(asc(mails.id)) // As their index has them: no other mail is looked at.
    .limit(lookedAt)
  const unread = await db
    .select({ id: mails.id })
    .from(mails)
    .where(and(inArray(mails.id, oldest), lt(mails.receivedAt, ago(5))))
  // After an attempt it is due again, but it has been so before.
  const isOverdue = or(
    lt(outbound.notBefore, ago(15)),
    and(gt(outbound.attempts, 0), lt(outbound.createdAt, ago(15))),
  )
  const unsent = await db
    .select({ reason: outbound.reason })
    .from(outbound)
    .where(and(inArray(outbound.state, ['queued', 'scheduled', 'sending']), isOverdue))
    .orderBy(asc(outbound.notBefore))
    .limit(lookedAt)
  const [suppressed] = await db.select({ addresses: count() }).from(suppressions)
  const imap = await db
    .select({
      username: imapAccounts.username,
      host: imapAccounts.host,
      problem: imapAccounts.problem,
    })
    .from(imapAccounts)
    .where(isNotNull(imapAccounts.problem))
  return {
    unread: unread.length,
    unsent: unsent.length,
    unsentReason: unsent[0]?.reason ?? null,
    suppressed: suppressed?.addresses ?? 0,
    imap: imap.map(({ username, host, problem }) => ({
      account: `${username} at ${host}`,
      problem: problem ?? '',
    })),
  }
}
