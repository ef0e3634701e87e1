import { eq, sql } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import { calendars, holidays } from '#db/schema/calendars.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { holdCalendar } from './calendars-hold.ts'
import type { Calendar } from './calendars-list.ts'

/** Removes a calendar that nobody goes by. Refuses one that tickets were promised something by: their past needs it. */
export async function removeCalendar(work: Work, id: CalendarId): Promise<void> {
  const calendar = await holdCalendar(work, id)
  const users = usersOf(calendar)
  if (users.length > 0)
    refuse('still-used', {
      what: `The calendar ${calendar.name}`,
      by: users.join(', '),
      next: 'Give them another one first.',
    })
  if (await hasPast(work, id))
    refuse('still-used', {
      what: `The calendar ${calendar.name}`,
      by: 'what tickets were promised before',
      next: 'It stays, and takes no part in anything new.',
    })
  await work.tx.delete(holidays).where(eq(holidays.calendarId, id))
  await work.tx.delete(calendars).where(eq(calendars.id, id))
  const { name, timeZone, hours } = calendar
  await recordDesk(work, 'calendar', id, 'calendar_removed', { name, timeZone, hours })
}

function usersOf({ teams, policies }: Calendar): string[] {
  return [
    ...teams.map(({ name }) => `the team ${name}`),
    ...policies.map(({ name }) => `the SLA policy ${name}`),
  ]
}

/** Also what row level security hides from a manager: no more is told than whether. */
function hasPast(work: Work, id: CalendarId): Promise<boolean> {
  return asDesk(work, async () => {
    const [row] = await work.tx.execute<{ past: boolean }>(sql`select
      exists (select from sla_entries where calendar_id = ${id})
      or exists (select from sla_clocks where calendar_id = ${id})
      or exists (select from sla_policies where calendar_id = ${id})
      or exists (select from escalations where calendar_id = ${id}) as past`)
    return row?.past ?? false
  })
}
