import { and, eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { slaClocks } from '#db/schema/sla.ts'
import { fill } from './fill.ts'
import type { Words } from './templates.ts'

/**
 * By when a requester hears from somebody, as a sentence in their language, in the zone by which their team counts,
 * which it names: where they are is not known. Empty: nothing is promised, or the promise is broken already.
 */
export async function promiseOf(
  { tx, now }: Work,
  id: TicketId,
  { locale, promising }: Words,
): Promise<string> {
  const [clock] = await tx
    .select({ dueAt: slaClocks.dueAt, timeZone: calendars.timeZone })
    .from(slaClocks)
    .leftJoin(calendars, eq(calendars.id, slaClocks.calendarId))
    .where(and(eq(slaClocks.ticketId, id), eq(slaClocks.target, 'first_response')))
  if (!clock?.dueAt || clock.dueAt <= now) return ''
  const date = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: clock.timeZone ?? 'UTC',
    timeZoneName: 'short',
  }).format(clock.dueAt)
  return fill(promising, { date })
}
