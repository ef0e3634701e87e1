import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { events } from '#db/schema/events.ts'
import { mails } from '#db/schema/mails.ts'

const hourMs = 3_600_000
const lookedAt = 1000 // The latest, by index; who has a thousand loops in an hour need not know the exact number.
/** Somebody forwards a mail in a circle now and then; more is a circle that turns. */
const harmless = 5

/** Mail that goes in circles, of the last hour. */
export interface Loops {
  mails: number // That came back, or that programs keep sending each other.
  senders: string[] // Of these, the most frequent first.
  limited: string[] // Addresses that would have got more automatic mail than the desk sends anybody.
  alarming: boolean
}

export async function findLoops(db: Reader, now: Date): Promise<Loops> {
  const since = now.getTime() - hourMs
  // In the order of the index on both columns, and by themselves: else, where they are rare, every mail is looked at.
  const latest = db
    .select({ id: mails.id })
    .from(mails)
    .where(eq(mails.state, 'loop'))
    .orderBy(desc(mails.state), desc(mails.id))
    .limit(lookedAt)
  const looping = await db
    .select({ at: mails.receivedAt, sender: mails.sender })
    .from(mails)
    .where(inArray(mails.id, latest))
  const refused = await db
    .select({ at: events.at, to: sql<string>`coalesce(${events.details} ->> 'to', '')` })
    .from(events)
    .where(eq(events.kind, 'not_acknowledged'))
    .orderBy(desc(events.id))
    .limit(lookedAt)
  const recent = looping.filter(({ at }) => at.getTime() > since)
  const limited = refused.filter(({ at }) => at.getTime() > since).map(({ to }) => to)
  return {
    mails: recent.length,
    senders: byFrequency(recent.map(({ sender }) => sender ?? '')),
    limited: byFrequency(limited),
    alarming: recent.length > harmless || limited.length > 0,
  }
}

function byFrequency(names: readonly string[]): string[] {
  return [...Map.groupBy(names.filter(Boolean), (name) => name)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name)
    .slice(0, 20)
}
