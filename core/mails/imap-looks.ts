import { and, eq, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { ImapAccountId } from '#db/schema/columns.ts'
import { imapAccounts } from '#db/schema/mails.ts'
import { mailboxes } from '#db/schema/teams.ts'
import { shownOfAccount } from './imap-accounts.ts'

const lookMs = 50_000 // Less than the minute between two looks, and longer than a look is silent.
const afterProblemMs = 600_000 // A provider that refuses us is not asked each minute: many lock accounts for that.

function isDue({ now }: Work): SQL | undefined {
  const before = (ms: number) => lte(imapAccounts.checkedAt, new Date(now.getTime() - ms))
  const rested = and(isNull(imapAccounts.problem), before(lookMs))
  return or(isNull(imapAccounts.checkedAt), rested, before(afterProblemMs))
}

/** Asks for a look into every account that is due for one. */
export async function queueLooks(work: Work): Promise<void> {
  const due = await work.tx
    .select({ account: imapAccounts.id })
    .from(imapAccounts)
    .where(isDue(work))
  for (const data of due) work.enqueue('mail.fetch', data)
}

export type ImapAccount = NonNullable<Awaited<ReturnType<typeof claimLook>>>

/** Takes an account for a look, for one process alone. Undefined: it is not due, gone, or being looked into. */
export async function claimLook(work: Work, id: ImapAccountId) {
  const [account] = await work.tx
    .update(imapAccounts)
    .set({ checkedAt: work.now })
    .from(mailboxes)
    .where(and(eq(imapAccounts.id, id), eq(mailboxes.id, imapAccounts.mailboxId), isDue(work)))
    .returning({
      ...shownOfAccount,
      password: imapAccounts.password,
      uidValidity: imapAccounts.uidValidity,
      lastUid: imapAccounts.lastUid,
    })
  return account
}

/** Up to where the mail of a folder is in the ledger. UIDs mean nothing under another validity (RFC 3501 §2.3.1.1). */
export interface FolderPlace {
  uidValidity: string | null // Null: it was never looked into.
  lastUid: number
}

/**
 * Notes how far a look has come, in the same commit as the mails it brought. False: another look has gone on from
 * `before` meanwhile, or the account was removed; then nothing may be kept.
 */
export async function moveOn(
  work: Work,
  id: ImapAccountId,
  before: FolderPlace,
  after: FolderPlace,
): Promise<boolean> {
  const moved = await work.tx
    .update(imapAccounts)
    .set({ ...after, checkedAt: work.now })
    .where(
      and(
        eq(imapAccounts.id, id),
        sql`${imapAccounts.uidValidity} is not distinct from ${before.uidValidity}`,
        eq(imapAccounts.lastUid, before.lastUid),
      ),
    )
    .returning({ id: imapAccounts.id })
  return moved.length > 0
}

/** @param problem in words; null: the look went well */
export async function noteLook(
  work: Work,
  id: ImapAccountId,
  problem: string | null,
): Promise<void> {
  await work.tx
    .update(imapAccounts)
    .set({ problem, checkedAt: work.now })
    .where(eq(imapAccounts.id, id))
}
