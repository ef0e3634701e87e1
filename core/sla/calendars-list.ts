import { asc, eq, sql } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { CalendarId, SlaPolicyId, TeamId } from '#db/schema/columns.ts'

export interface HolidayOfCalendar {
  day: string // `2026-12-25`
  name: string
  imported: boolean // From the calendar's address; false: entered by hand.
}

export type Calendar = Awaited<ReturnType<typeof findCalendars>>[number]

/** Calendars by name, each with its holidays in order, and with the teams and SLA policies that go by it. */
export function findCalendars(db: Reader, id?: CalendarId) {
  return db
    .select({
      id: calendars.id,
      name: calendars.name,
      timeZone: calendars.timeZone,
      hours: calendars.hours,
      icsUrl: calendars.icsUrl,
      icsReadAt: calendars.icsReadAt,
      icsProblem: calendars.icsProblem,
      createdAt: calendars.createdAt,
      holidays: sql<HolidayOfCalendar[]>`coalesce((
        select json_agg(json_build_object('day', h.day, 'name', h.name, 'imported', h.imported)
          order by h.day)
        from holidays h where h.calendar_id = calendars.id), '[]')`,
      teams: sql<{ id: TeamId; name: string }[]>`coalesce((
        select json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name)
        from teams t where t.calendar_id = calendars.id), '[]')`,
      policies: sql<{ id: SlaPolicyId; name: string; teamId: TeamId | null }[]>`coalesce((
        select json_agg(json_build_object('id', p.id, 'name', p.name, 'teamId', p.team_id)
          order by p.name)
        from sla_policies p where p.calendar_id = calendars.id and p.deleted_at is null), '[]')`,
    })
    .from(calendars)
    .where(id && eq(calendars.id, id))
    .orderBy(asc(calendars.name))
}

export async function findCalendar(db: Reader, id: CalendarId): Promise<Calendar> {
  const [calendar] = await findCalendars(db, id)
  return calendar ?? refuse('not-found', { what: 'calendar' })
}
