import { perform, type Reader, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { findCalendar } from '#core/sla/calendars-list.ts'
import { whichCalendar } from '#core/teams/which-calendar.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { type Options, onDesk } from './answer.ts'

export const which = ['<calendar>', 'its name'] as const

/** Does something with one calendar, and shows it as it is then. */
export function onCalendar(
  { json }: Options,
  named: string,
  todo: (work: Work, id: CalendarId) => Promise<string>,
): Promise<void> {
  return onDesk({ json }, async ({ app }) =>
    perform(app, null, async (work) => {
      const id = await calendarNamed(work.tx, named)
      const words = await todo(work, id)
      return { words, json: await findCalendar(work.tx, id) }
    }),
  )
}

export async function calendarNamed(db: Reader, name: string): Promise<CalendarId> {
  return (await whichCalendar(db, name)) ?? refuse('not-found', { what: 'calendar' })
}
