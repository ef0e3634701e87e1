import { and, eq, lt, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { MailId } from '#db/schema/columns.ts'
import { mails } from '#db/schema/mails.ts'

/** A mail whose reading was begun this often and never ended is given up, so that a poison mail cannot block the rest. */
export const maxAttempts = 3

export type LedgerMail = typeof mails.$inferSelect

/** Counts a reading before it begins, and gives the mail; undefined when it has been read meanwhile. */
export async function beginReading(work: Work, id: MailId): Promise<LedgerMail | undefined> {
  const [mail] = await work.tx
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1` })
    .where(and(eq(mails.id, id), eq(mails.state, 'received')))
    .returning()
  return mail
}

/** Locks an unread mail for its conclusion: of two readers of one mail the second finds nothing to do. */
export async function holdUnread(work: Work, id: MailId): Promise<boolean> {
  const [mail] = await work.tx
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.id, id), eq(mails.state, 'received')))
    .for('update')
  return mail !== undefined
}

/** Asks again for every mail that has waited since before a moment: after a crash nothing is forgotten. */
export async function readLeftovers(work: Work, before: Date): Promise<number> {
  const left = await work.tx
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.state, 'received'), lt(mails.receivedAt, before)))
    .orderBy(mails.id)
    .limit(10_000)
  for (const { id } of left) work.enqueue('mail.read', { mail: id }, { singletonKey: `mail:${id}` })
  return left.length
}
