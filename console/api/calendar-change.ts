import type { Context } from 'hono'
import type { App, Work } from '#core/app.ts'
import { findCalendar } from '#core/sla/calendars-list.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import type { Caller } from './access.ts'
import { calendarShown } from './calendar-shapes.ts'
import { change } from './unit.ts'

/** Changes something about a calendar, and shows it as it is then. */
export function changeShown(
  app: App,
  c: Context<Caller>,
  id: CalendarId,
  todo: (work: Work) => Promise<unknown>,
) {
  return change(app, c, todo, async (db) => calendarShown(await findCalendar(db, id)))
}
