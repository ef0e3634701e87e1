import { and, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { readCalendars } from '#core/sla/calendars.ts'
import type { Promised } from '#core/sla/next-entries.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { escalations } from '#db/schema/escalation.ts'
import { askToClimb, dueAt, readSteps } from './due.ts'

/**
 * Lets the ladders that are climbed for some tickets go by the calendar that counts for each now, from the same start:
 * the next step moves, one that was told is not told again. Where nothing is promised any more, a ladder keeps its
 * calendar. Call it with the tickets held.
 */
export async function moveSteps(
  work: Work,
  promises: ReadonlyMap<TicketId, Promised>,
): Promise<void> {
  const climbed = await work.tx
    .select()
    .from(escalations)
    .where(and(inArray(escalations.ticketId, [...promises.keys()]), isNotNull(escalations.nextAt)))
  if (climbed.length === 0) return
  const stepsOf = await readSteps(work.tx, climbed)
  const hours = await readCalendars(work.tx)
  const moved = climbed.flatMap((one) => {
    const promised = promises.get(one.ticketId)
    const calendarId = promised?.policyId ? promised.calendarId : one.calendarId
    const hoursOf = calendarId === null ? undefined : hours.get(calendarId)
    const at = dueAt(one, stepsOf(one), hoursOf ?? null, one.step)
    const isSame = calendarId === one.calendarId && at?.getTime() === one.nextAt?.getTime()
    return !at || isSame ? [] : [{ id: one.id, calendarId, at }]
  })
  if (moved.length === 0) return
  await work.tx.execute(sql`
    update escalations set calendar_id = moved."calendarId", next_at = moved.at
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as moved (id int, "calendarId" int, at timestamptz)
    where escalations.id = moved.id`)
  for (const { id, at } of moved) askToClimb(work, id, at)
}
