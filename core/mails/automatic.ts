import { and, count, eq, gt, ne, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { outbound } from '#db/schema/mails.ts'
import { suppressedAmong } from './suppressions.ts'

const hourMs = 3_600_000
/** Of all kinds together. A desk that is made to write more is in a loop, or somebody forges its senders. */
const perAddressAndDay = 5
const perHour = 300

/** Why no automatic mail goes to an address now. */
interface Obstacle {
  alarming: boolean // Somebody should look at it.
  reason: string
}

/**
 * What keeps automatic mail from an address, or null. Whoever asks goes on to queue it in the same unit of work: of
 * two that ask at the same moment the second waits, and finds the mail of the first.
 * @param everyHours one mail in so many hours
 */
export async function obstacleTo(
  work: Work,
  address: string,
  everyHours: number,
): Promise<Obstacle | null> {
  await inTurn(work, [`automatic:${address}`])
  const suppressed = (await suppressedAmong(work.tx, [address])).get(address)
  if (suppressed) return { alarming: false, reason: suppressed }
  const since = (hours: number) => new Date(work.now.getTime() - hours * hourMs)
  if ((await sentTo(work.tx, address, since(24))) >= perAddressAndDay) {
    const reason = `${address} got ${perAddressAndDay} automatic mails within a day, which is the most it gets.`
    return { alarming: true, reason }
  }
  if ((await sentTo(work.tx, address, since(everyHours))) > 0)
    return { alarming: false, reason: `It got one within ${everyHours} hours.` }
  if ((await sentAtAll(work.tx, since(1))) >= perHour) {
    const reason = `The desk sent ${perHour} automatic mails within an hour, which is the most it sends.`
    return { alarming: true, reason }
  }
  return null
}

const isAutomatic = ne(outbound.kind, 'reply')

async function sentTo(db: Reader, address: string, since: Date): Promise<number> {
  const toAddress = eq(sql`${outbound.to}[1]`, address)
  const [row] = await db
    .select({ mails: count() })
    .from(outbound)
    .where(and(isAutomatic, toAddress, gt(outbound.createdAt, since)))
  return row?.mails ?? 0
}

async function sentAtAll(db: Reader, since: Date): Promise<number> {
  const [row] = await db
    .select({ mails: count() })
    .from(outbound)
    .where(and(isAutomatic, gt(outbound.createdAt, since)))
  return row?.mails ?? 0
}
