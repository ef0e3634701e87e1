import { eq, max } from 'drizzle-orm'
import type { Actor } from '#core/actor.ts'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { keepVersion } from '#core/versions.ts'
import { calendars } from '#db/schema/calendars.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { versions } from '#db/schema/versions.ts'
import { type Calendar, findCalendar } from './calendars-list.ts'
import { askToRetarget } from './retarget.ts'

/** Refuses those who configure nothing. */
export function requireConfigurer({ actor }: Work): void {
  if (actor && actor.role !== 'admin' && actor.role !== 'manager')
    refuse('not-allowed', { why: 'calendars are kept by managers and admins' })
}

/** A calendar that nobody else changes until this unit commits. Refuses managers when others than their teams use it. */
export async function holdCalendar(work: Work, id: CalendarId): Promise<Calendar> {
  requireConfigurer(work)
  await work.tx
    .select({ id: calendars.id })
    .from(calendars)
    .where(eq(calendars.id, id))
    .for('update')
  const calendar = await findCalendar(work.tx, id)
  requireManagerOfAll(work, calendar)
  return calendar
}

function requireManagerOfAll({ actor }: Work, calendar: Calendar): void {
  const others = othersOf(actor, calendar)
  if (others.length > 0)
    refuse('not-allowed', {
      why: `${others.join(', ')} go by ${calendar.name} too, and you do not manage them; ask an admin, or add a calendar of your own`,
    })
}

/** Who goes by a calendar and is not for this actor to configure: as long as there are any, they cannot change it. */
export function othersOf(actor: Actor, { teams, policies }: Calendar): string[] {
  if (actor?.role !== 'manager') return []
  return [
    ...teams.filter(({ id }) => !actor.teamIds.includes(id)).map(({ name }) => name),
    ...policies
      .filter(({ teamId }) => teamId === null || !actor.teamIds.includes(teamId))
      .map(({ name }) => `the SLA policy ${name}`),
  ]
}

/**
 * Keeps how a calendar reads now as its next version. Call it with the calendar held.
 * @param running whether what is promised already may end at other moments now
 */
export async function keepCalendar(work: Work, id: CalendarId, running = true): Promise<void> {
  const { name, timeZone, hours, icsUrl, holidays } = await findCalendar(work.tx, id)
  const subject = `calendar:${id}`
  const [last] = await work.tx
    .select({ version: max(versions.version) })
    .from(versions)
    .where(eq(versions.subject, subject))
  const definition = { name, timeZone, hours, icsUrl, holidays }
  await keepVersion(work, subject, (last?.version ?? 0) + 1, definition)
  if (running) askToRetarget(work, { calendar: id })
}
