import { inArray } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { MailboxId, TeamId } from '#db/schema/columns.ts'
import { mailboxes } from '#db/schema/teams.ts'

export interface Recipient {
  mailboxId: MailboxId
  teamId: TeamId
}

/**
 * The mailboxes that addresses belong to, in their order; undefined: none of ours. `help+anything@` belongs to `help@`
 * (RFC 5233 subaddressing), unless a mailbox has that very address.
 */
export async function mailboxesOf(
  db: Reader,
  addresses: readonly string[],
): Promise<(Recipient | undefined)[]> {
  const names = addresses.map((address) => [address.toLowerCase(), withoutTag(address)] as const)
  const rows = await db
    .select({ mailboxId: mailboxes.id, teamId: mailboxes.teamId, address: mailboxes.address })
    .from(mailboxes)
    .where(inArray(mailboxes.address, [...new Set(names.flat())]))
  const known = new Map(rows.map(({ address, ...one }) => [address.toLowerCase(), one]))
  return names.map(([itself, plain]) => known.get(itself) ?? known.get(plain))
}

export async function mailboxOf(db: Reader, address: string): Promise<Recipient | undefined> {
  const [found] = await mailboxesOf(db, [address])
  return found
}

function withoutTag(address: string): string {
  return address.replace(/\+[^@]*@/, '@').toLowerCase()
}

/** Which of these addresses are ours, so that our own is never taken for a customer's. */
export async function ownAddresses(
  db: Reader,
  candidates: readonly string[],
): Promise<Set<string>> {
  if (candidates.length === 0) return new Set()
  const rows = await db
    .select({ address: mailboxes.address })
    .from(mailboxes)
    .where(inArray(mailboxes.address, [...new Set(candidates.flatMap((c) => [c, withoutTag(c)]))]))
  const ours = new Set(rows.map((row) => row.address.toLowerCase()))
  return new Set(candidates.filter((c) => ours.has(c.toLowerCase()) || ours.has(withoutTag(c))))
}
