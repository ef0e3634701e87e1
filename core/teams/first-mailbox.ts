import { asc } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { mailboxes } from '#db/schema/teams.ts'

/** The address to tell somebody who asks where to write; null: there is none yet. */
export async function firstMailbox(db: Reader): Promise<string | null> {
  const [mailbox] = await db
    .select({ address: mailboxes.address })
    .from(mailboxes)
    .orderBy(asc(mailboxes.id))
    .limit(1)
  return mailbox?.address ?? null
}
