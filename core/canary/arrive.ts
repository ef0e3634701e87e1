import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { verifyCanary } from '#core/mails/reply-token.ts'
import { canaries } from '#db/schema/mails.ts'
import { mailboxes } from '#db/schema/teams.ts'
import { canaryFailed } from './begin.ts'

/** What tells a canary from other mail. */
interface Arrival {
  author: { address: string } | null
  messageId: string
  names: readonly string[] // The Message-IDs it is about.
  classified: { kind: string; reason: string }
}

/**
 * Welcomes a mail that the desk sent to itself: it is on record that it arrived, once, and it has no other effect.
 * Some relays give a mail another Message-ID, and it then carries its own in References alone, as its bounce does,
 * and whatever answers it. Null: it is none of these, or forged.
 */
export async function placeCanary(work: Work, arrival: Arrival): Promise<Conclusion | null> {
  const itself = verifyCanary(work.keys, arrival.messageId)
  const id = itself ?? firstOf(arrival.names.map((name) => verifyCanary(work.keys, name)))
  if (!id) return null
  const [canary] = await work.tx
    .select({
      sentAt: canaries.sentAt,
      arrivedAt: canaries.arrivedAt,
      from: mailboxes.address,
    })
    .from(canaries)
    .innerJoin(mailboxes, eq(mailboxes.id, canaries.mailboxId))
    .where(eq(canaries.id, id))
    .for('update', { of: canaries })
  const { kind, reason } = arrival.classified
  if (!itself && kind === 'bounce') {
    await canaryFailed(work, id, `It came back. ${reason}`)
    return { state: 'bounce', reason: `It is about canary ${id}, a mail to ourselves. ${reason}` }
  }
  if (!itself && arrival.author?.address.toLowerCase() !== canary?.from) return null
  if (!canary) return seen(`The desk sent canary ${id} to itself so long ago that it is forgotten.`)
  if (canary.arrivedAt) return seen(`It is another copy of canary ${id}, which has arrived before.`)
  await work.tx
    .update(canaries)
    .set({ arrivedAt: work.now, problem: null })
    .where(eq(canaries.id, id))
  const seconds = Math.round((work.now.getTime() - canary.sentAt.getTime()) / 1000)
  return seen(
    `The desk sent this canary to itself, to see that mail arrives. It took ${seconds} s.`,
  )
}

function seen(reason: string): Conclusion {
  return { state: 'auto_reply', reason }
}

function firstOf<T>(found: readonly (T | null)[]): T | undefined {
  return found.find((one) => one !== null) ?? undefined
}
