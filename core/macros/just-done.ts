import { eq, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { people, receipts } from '#db/schema/people.ts'
import type { Macro } from './macro.ts'

const windowMs = 10_000

/**
 * Refuses an agent's macro that has just been done on the same ticket, unless they confirm it: of two who press at the
 * same moment the second hears of the first. Call it with the ticket held. What the desk does by itself asks nobody.
 */
export async function refuseJustDone(
  work: Work,
  ticket: TicketId,
  macro: Pick<Macro, 'id' | 'name'>,
  confirm: boolean,
): Promise<void> {
  const { actor } = work
  if (!actor) return
  const key = `macro:${ticket}:${macro.id}`
  const [last] = await work.tx
    .select({ at: receipts.at, who: people.name })
    .from(receipts)
    .innerJoin(people, eq(people.id, sql`${receipts.result}::int`))
    .where(eq(receipts.key, key))
  const ms = last && work.now.getTime() - last.at.getTime()
  if (last && ms !== undefined && ms < windowMs && !confirm)
    refuse('macro-just-done', { macro: macro.name, who: last.who, ago: ago(ms) })
  const done = { at: work.now, result: String(actor.personId) }
  await work.tx
    .insert(receipts)
    .values({ key, ...done })
    .onConflictDoUpdate({ target: receipts.key, set: done })
}

/** One who came while the first was at it began before that had ended. */
function ago(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  return seconds === 1 ? 'a second ago' : `${seconds} seconds ago`
}
