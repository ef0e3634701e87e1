import { and, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { readCalendars } from '#core/sla/calendars.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { escalations } from '#db/schema/escalation.ts'
import { askToClimb } from './climb.ts'
import { dueAt, readSteps } from './due.ts'

/**
 * Holds the next step of each ladder that is climbed for some tickets to what its calendar says now, counted from the
 * same start; a step that was told is not told again. Call it with the tickets held.
 */
export async function moveSteps(work: Work, ticketIds: TicketId[]): Promise<void> {
  const climbed = await work.tx
    .select()
    .from(escalations)
    .where(
      and(
        inArray(escalations.ticketId, ticketIds),
        isNotNull(escalations.nextAt),
        isNotNull(escalations.calendarId),
      ),
    )
  if (climbed.length === 0) return
  const stepsOf = await readSteps(work.tx, climbed)
  const hours = await readCalendars(work.tx)
  const moved = climbed.flatMap((one) => {
    const hoursOf = one.calendarId === null ? undefined : hours.get(one.calendarId)
    const at = dueAt(one, stepsOf(one), hoursOf ?? null, one.step)
    return at && at.getTime() !== one.nextAt?.getTime() ? [{ id: one.id, at }] : []
  })
  if (moved.length === 0) return
  await work.tx.execute(sql`
    update escalations set next_at = moved.at
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as moved (id int, at timestamptz)
    where escalations.id = moved.id`)
  for (const { id, at } of moved) askToClimb(work, id, at)
}
