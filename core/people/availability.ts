import { isOpen } from '#core/sla/business-time.ts'
import type { agents } from '#db/schema/people.ts'
import { hoursInWords } from './hours-text.ts'

/** What an agent has said about when they work. */
export type AgentTime = Pick<
  typeof agents.$inferSelect,
  'presence' | 'awayUntil' | 'workingHours' | 'timeZone'
>

/**
 * Whether an agent takes tickets at a moment, and the fact that decides it. Who is away until a moment that has passed
 * is back, whether or not the job that says so has run.
 */
export function availability(agent: AgentTime, now: Date): { available: boolean; why: string } {
  const { presence, awayUntil, workingHours, timeZone } = agent
  if (presence !== 'available' && !(awayUntil && awayUntil <= now))
    return {
      available: false,
      why: awayUntil ? `away until ${saidIn(timeZone, awayUntil, now)}` : 'away',
    }
  if (!workingHours) return { available: true, why: 'available' }
  const hours = `${hoursInWords(workingHours) || 'none'} ${timeZone}`
  return isOpen({ timeZone, hours: workingHours, holidays: none }, now)
    ? { available: true, why: `within working hours (${hours})` }
    : { available: false, why: `outside working hours (${hours})` }
}

const none: ReadonlySet<string> = new Set()

/** `Mon 2 Mar 09:00`, by the clock of whoever it is about; with its year, unless it is this one. */
function saidIn(timeZone: string, moment: Date, now: Date): string {
  const yearOf = (at: Date) => at.toLocaleString('en-GB', { timeZone, year: 'numeric' })
  return moment
    .toLocaleString('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(yearOf(moment) !== yearOf(now) && { year: 'numeric' }),
      hour: '2-digit',
      minute: '2-digit',
    })
    .replaceAll(',', '')
}
