import { parseDate } from './date.ts'
import { asciiDigits, monthNumber } from './reply/dates.ts'
import { fold } from './reply/words.ts'

const minuteMs = 60_000
const zoned = /[+-]\d{2}:?\d{2}\b|\b(?:gmt|utc|[a-z]{1,3}[sd]t)\b/
const time = /(\d{1,2})[:：.h時时시] ?(\d{2})(?!\d)(?![./-]\d)/
const afternoon = /\bp\.? ?m\b|μ\.μ|下午|오후|午後/
const morning = /\ba\.? ?m\b|π\.μ|上午|오전|午前/
const yearFirst = /(\d{4}) ?[-./年년] ?(\d{1,2}) ?[-./月월] ?(\d{1,2})/
const dayFirst = /(\d{1,2})([./-]) ?(\d{1,2})[./-] ?(\d{4})/

/**
 * The instant that a mail program wrote out for people, in any language whose months the runtime knows; null where it
 * could be two different days, or none.
 * @param offsetMinutes of the zone that it was written in, east of UTC, where it names none
 */
export function readWrittenDate(source: string, offsetMinutes: number): Date | null {
  const text = asciiDigits(fold(source.slice(0, 200)))
  if (zoned.test(text)) {
    const exact = parseDate(source)
    if (exact) return exact
  }
  const day = dayIn(text)
  const clock = time.exec(withoutDay(text))
  if (!day || !clock) return null
  const hour = Number(clock[1])
  const hours = afternoon.test(text) && hour < 12 ? hour + 12 : hour
  const isMidnight = morning.test(text) && hour === 12
  const local = Date.UTC(...day, isMidnight ? 0 : hours, Number(clock[2]))
  return new Date(local - offsetMinutes * minuteMs)
}

type Day = [year: number, month: number, day: number]

/** "03/04/2026" is one day in London and another in Boston: it is none here. */
function dayIn(text: string): Day | null {
  const [, year, month, day] = yearFirst.exec(text) ?? []
  if (year) return likely([Number(year), Number(month) - 1, Number(day)])
  const [, first, mark, second, last] = dayFirst.exec(text) ?? []
  if (first) {
    const [a, b] = [Number(first), Number(second)]
    if (mark === '.' || a > 12 || a === b) return likely([Number(last), b - 1, a])
    return b > 12 ? likely([Number(last), a - 1, b]) : null
  }
  return dayByName(text.match(/[\p{L}\p{M}]+|\d+/gu) ?? [])
}

function dayByName(words: readonly string[]): Day | null {
  const place = words.findIndex((word) => monthNumber(word) !== null)
  const month = monthNumber(words[place] ?? '')
  const year = words.find((word) => /^\d{4}$/.test(word))
  const near = [-1, 1, -2, 2].map((step) => words[place + step] ?? '')
  const day = near.find((word) => /^\d{1,2}$/.test(word))
  return month === null || !year || !day ? null : likely([Number(year), month, Number(day)])
}

/** Years of other calendars are none of ours. */
function likely(day: Day): Day | null {
  const [year, month, date] = day
  return year >= 1970 && year < 2100 && month < 12 && date >= 1 && date <= 31 ? day : null
}

/** Dots part the hour from the minutes, and days from months. */
function withoutDay(text: string): string {
  return text.replace(yearFirst, ' ').replace(dayFirst, ' ')
}
