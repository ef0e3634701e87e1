import { asc, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import type { BusinessHours } from './business-time.ts'

/** The last that was read of each, so that a calendar which has not changed keeps what was worked out about it. */
const known = new Map<CalendarId, { read: string; hours: BusinessHours }>()

/** The hours of every calendar, with its holidays. */
export async function readCalendars(db: Reader): Promise<Map<CalendarId, BusinessHours>> {
  const rows = await db
    .select({
      id: calendars.id,
      timeZone: calendars.timeZone,
      hours: calendars.hours,
      days: sql<string[]>`coalesce(
        (select json_agg(h.day order by h.day) from holidays h where h.calendar_id = calendars.id), '[]')`,
    })
    .from(calendars)
    .orderBy(asc(calendars.id))
  return new Map(rows.map(({ id, ...row }) => [id, asBefore(id, row)]))
}

type Row = Pick<BusinessHours, 'timeZone' | 'hours'> & { days: string[] }

function asBefore(id: CalendarId, row: Row): BusinessHours {
  const read = JSON.stringify(row)
  const before = known.get(id)
  if (before?.read === read) return before.hours
  const { timeZone, hours, days } = row
  const made = { timeZone, hours, holidays: new Set(days) }
  known.set(id, { read, hours: made })
  return made
}
