import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { localDate } from '#core/sla/business-time.ts'
import { offsetAt } from '#core/sla/business-time-zones.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { weekDays } from './hours-text.ts'
import { timeOf } from './time-of.ts'

const minute = 60_000
const day = 1440 * minute
const lengths: Record<string, number> = { m: minute, h: 60 * minute, d: day, w: 7 * day }
const mornings = 9 * 60 // When a day begins for whoever names only the day, in minutes after midnight.

/**
 * A moment in the future as people type it: `2h`, `17:00`, `5pm`, `tomorrow`, `friday 14:00`, `2026-03-05`, by the clock
 * of their zone. A time alone is the next such time, a weekday never today.
 * @returns undefined for what is no such moment
 */
export function untilFrom(text: string, now: Date, timeZone: string): Date | undefined {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/^(until|till|for)\s+/, '')
  if (/^\d{4}-\d\d-\d\dt.*(z|[+-]\d\d:\d\d)$/.test(said)) return realDate(said.toUpperCase())
  const [, count, unit] = /^(\d{1,3})\s*([mhdw])(?:in|inutes?|ours?|ays?|eeks?)?$/.exec(said) ?? []
  if (count && unit) return new Date(now.getTime() + Number(count) * (lengths[unit] ?? 0))
  const words = said.replace(/\s+(am|pm)$/, '$1').split(/(?:\s+at)?\s+/)
  const time = minutesFrom(words.at(-1) ?? '')
  const [name, ...more] = time === undefined ? words : words.slice(0, -1)
  if (more.length > 0) return undefined
  const today = localDate(timeZone, now.getTime())
  if (name !== undefined) {
    const date = dateFrom(name, today)
    return date === undefined ? undefined : at(date, time ?? mornings, timeZone)
  }
  const next = at(today, time ?? mornings, timeZone)
  return next > now ? next : at(later(today, 1), time ?? mornings, timeZone)
}

/** The same for somebody, by their own clock; refuses what is no moment, with what would be. */
export async function momentFrom(work: Work, personId: PersonId, text: string): Promise<Date> {
  const { timeZone } = await timeOf(work.tx, personId)
  return (
    untilFrom(text, work.now, timeZone) ??
    refuse('wrong-input', {
      why: `“${text}” is no moment. Say 2h, 17:00, tomorrow, friday or 2026-03-05 14:00.`,
    })
  )
}

/** `17:00`, `9`, `5:30pm` in minutes after midnight. */
function minutesFrom(time: string): number | undefined {
  const [, hour, minute = '0', half] = /^(\d{1,2})(?::(\d\d))?\s*(am|pm)?$/.exec(time) ?? []
  const hours = half ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour)
  const isTime = hours < 24 && Number(minute) < 60 && !(half && Number(hour) > 12)
  return isTime ? hours * 60 + Number(minute) : undefined
}

function dateFrom(name: string, today: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(name))
    return realDate(name)?.toISOString().startsWith(name) ? name : undefined
  if (name === 'today') return today
  if (name === 'tomorrow') return later(today, 1)
  const wanted = Object.values(weekDays).findIndex(
    (short) => short.toLowerCase() === name.slice(0, 3),
  )
  if (wanted < 0 || !/^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?$/.test(name))
    return undefined
  const weekday = (new Date(today).getUTCDay() + 6) % 7
  return later(today, (wanted - weekday + 7) % 7 || 7)
}

/** @param date `2026-03-05` */
function later(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)
}

/** A time on a wall, as a moment. One that a change of clocks skips is told from the offset before. */
function at(date: string, minutes: number, timeZone: string): Date {
  const wall = Date.parse(date) + minutes * minute
  return new Date(wall - offsetAt(timeZone, wall - offsetAt(timeZone, wall)))
}

function realDate(written: string): Date | undefined {
  const date = new Date(written)
  return Number.isNaN(date.getTime()) ? undefined : date
}
