import { inArray, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MailboxId, TeamId } from '#db/schema/columns.ts'
import { mailboxes } from '#db/schema/teams.ts'

export interface Recipient {
  mailboxId: MailboxId
  teamId: TeamId
}

/**
 * The mailbox an address belongs to, or undefined. `help+anything@` belongs to `help@` (RFC 5233 subaddressing),
 * unless a mailbox has that very address.
 */
export async function mailboxOf(db: Reader, address: string): Promise<Recipient | undefined> {
  const plain = address.replace(/\+[^@]*@/, '@')
  const [found] = await db
    .select({ mailboxId: mailboxes.id, teamId: mailboxes.teamId })
    .from(mailboxes)
    .where(inArray(mailboxes.address, [address, plain]))
    .orderBy(sql`length(${mailboxes.address}) desc`)
    .limit(1)
  return found
}

/** Which of these addresses are ours, so that our own is never taken for a customer's. */
export async function ownAddresses(
  db: Reader,
  candidates: readonly string[],
): Promise<Set<string>> {
  if (candidates.length === 0) return new Set()
  const plain = (address: string) => address.replace(/\+[^@]*@/, '@').toLowerCase()
  const rows = await db
    .select({ address: mailboxes.address })
    .from(mailboxes)
    .where(inArray(mailboxes.address, [...new Set(candidates.flatMap((c) => [c, plain(c)]))]))
  const ours = new Set(rows.map((row) => row.address.toLowerCase()))
  return new Set(candidates.filter((c) => ours.has(c.toLowerCase()) || ours.has(plain(c))))
}
