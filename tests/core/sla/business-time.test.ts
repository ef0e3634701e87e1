import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BusinessHours,
  businessMs,
  dueAfter,
  isOpen,
  nextOpening,
  openSpans,
} from '#core/sla/business-time.ts'
import type { DayWindow, WeekHours } from '#db/schema/people.ts'

const minute = 60_000
const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

function daily(...windows: DayWindow[]): WeekHours {
  return Object.fromEntries(weekdays.map((day) => [day, windows]))
}

function hours(timeZone: string, week: WeekHours, ...holidays: string[]): BusinessHours {
  return { timeZone, hours: week, holidays: new Set(holidays) }
}

const office: WeekHours = Object.fromEntries(
  weekdays.slice(0, 5).map((day) => [day, [['09:00', '17:00']]]),
)

test.each([
  ['within a day', 'UTC', '2026-03-02T09:30:00Z', 60, '2026-03-02T10:30:00Z'],
  ['up to the minute it closes', 'UTC', '2026-03-02T09:00:00Z', 480, '2026-03-02T17:00:00Z'],
  ['one minute more is next morning', 'UTC', '2026-03-02T09:00:00Z', 481, '2026-03-03T09:01:00Z'],
  ['over the weekend', 'UTC', '2026-03-06T16:00:00Z', 120, '2026-03-09T10:00:00Z'],
  ['from the middle of a night', 'UTC', '2026-03-03T02:00:00Z', 30, '2026-03-03T09:30:00Z'],
  ['three working days', 'UTC', '2026-03-05T12:00:00Z', 1440, '2026-03-10T12:00:00Z'],
  ['from New York', 'America/New_York', '2026-03-02T13:00:00Z', 30, '2026-03-02T14:30:00Z'],
  ['summer time begins', 'America/New_York', '2026-03-06T21:00:00Z', 120, '2026-03-09T14:00:00Z'],
  ['45 minutes ahead', 'Asia/Kathmandu', '2026-03-02T00:00:00Z', 60, '2026-03-02T04:15:00Z'],
  ['over the leap day', 'UTC', '2028-02-28T16:00:00Z', 540, '2028-02-29T17:00:00Z'],
  ['Apia had no Friday', 'Pacific/Apia', '2011-12-30T02:00:00Z', 120, '2012-01-01T20:00:00Z'],
])('office hours: %s', (_, zone, start, minutes, due) => {
  expect(dueAfter(hours(zone, office), new Date(start), minutes)).toEqual(new Date(due))
})

test('a holiday is closed, whatever the week says', () => {
  const closed = hours('Europe/Berlin', office, '2026-12-24', '2026-12-25')
  expect(dueAfter(closed, new Date('2026-12-23T15:30:00Z'), 60)).toEqual(
    new Date('2026-12-28T08:30:00Z'),
  )
})

test('two windows a day leave the noon out', () => {
  const noon = hours('UTC', daily(['09:00', '12:00'], ['13:00', '24:00']))
  expect(dueAfter(noon, new Date('2026-03-02T11:30:00Z'), 60)).toEqual(
    new Date('2026-03-02T13:30:00Z'),
  )
  expect(dueAfter(noon, new Date('2026-03-02T23:30:00Z'), 60)).toEqual(
    new Date('2026-03-03T09:30:00Z'),
  )
})

test.each([
  ['Europe/Berlin', '2026-03-29', 3],
  ['Europe/Berlin', '2026-10-25', 5],
  ['Australia/Lord_Howe', '2026-10-04', 3.5],
  ['Australia/Lord_Howe', '2026-04-05', 4.5],
  ['America/Sao_Paulo', '2018-11-04', 3],
  ['Africa/Casablanca', '2026-02-15', 5],
  ['Asia/Beirut', '2026-03-29', 3],
])('%s on %s: a window from midnight to four lasts %d real hours', (zone, date, length) => {
  const night = hours(zone, daily(['00:00', '04:00']))
  const noon = new Date(`${date}T12:00:00Z`)
  const spans = openSpans(night, new Date(noon.getTime() - 36e5 * 30), noon)
  const that = spans.filter(
    ({ from }) => from.toLocaleDateString('en-CA', { timeZone: zone }) === date,
  )
  expect(that.reduce((sum, { from, to }) => sum + Number(to) - Number(from), 0)).toBe(length * 36e5)
})

test('open all week is every minute', () => {
  const always = hours('America/Toronto', daily(['00:00', '24:00']))
  const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')]
  expect(businessMs(always, from, to)).toBe(to.getTime() - from.getTime())
  expect(businessMs(null, from, to)).toBe(to.getTime() - from.getTime())
  expect(isOpen(null, from)).toBe(true)
  expect(nextOpening(null, from)).toBe(from)
})

test('hours that never open promise nothing before five years have passed', () => {
  const never = hours('UTC', {})
  const start = new Date('2026-03-02T09:00:00Z')
  expect(dueAfter(never, start, 1).getUTCFullYear()).toBe(2031)
  expect(nextOpening(never, start)).toBeNull()
  expect(isOpen(never, start)).toBe(false)
  expect(businessMs(never, start, new Date('2030-01-01'))).toBe(0)
})

test('a year of deadlines is quick to tell', () => {
  const calendar = hours('Europe/Berlin', office, '2026-12-25')
  const start = new Date('2026-01-01T00:00:00Z').getTime()
  dueAfter(calendar, new Date(start), 200_000)
  const began = performance.now()
  for (let index = 0; index < 20_000; index += 1)
    dueAfter(calendar, new Date(start + index * 20 * minute), 1440)
  expect(performance.now() - began).toBeLessThan(2000)
})

describe('against a clock on the wall that is read each minute', () => {
  const window = fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .filter(([from, to]) => from < to)
    .map(([from, to]): DayWindow => [clock(from), clock(to)])
  const week = fc.record(
    Object.fromEntries(weekdays.map((day) => [day, fc.array(window, { maxLength: 3 })])),
    { requiredKeys: [] },
  ) as fc.Arbitrary<WeekHours>
  const change = fc.constantFrom(
    ['UTC', '2028-02-28'],
    ['Europe/Berlin', '2026-03-28'],
    ['Europe/Berlin', '2026-10-24'],
    ['America/St_Johns', '2006-10-28'],
    ['America/Sao_Paulo', '2018-02-17'],
    ['America/Sao_Paulo', '2018-11-03'],
    ['Australia/Lord_Howe', '2026-04-04'],
    ['Australia/Lord_Howe', '2026-10-03'],
    ['Pacific/Apia', '2011-12-29'],
    ['Asia/Kathmandu', '2026-01-01'],
    ['Africa/Casablanca', '2026-02-14'],
  )
  const setting = fc
    .tuple(change, week, fc.integer({ min: 0, max: 3 }))
    .map(([[zone = '', date = ''], open, free]) => {
      const start = new Date(`${date}T00:00:00Z`).getTime()
      const holiday = new Date(start + free * 864e5).toISOString().slice(0, 10)
      return { start, calendar: hours(zone, open, holiday) }
    })
  const length = 4 * 1440

  test('the same minutes are open', () => {
    fc.assert(
      fc.property(setting, ({ start, calendar }) => {
        const open = readWall(calendar, start, length)
        const told = Array.from({ length }, (_, at) => isOpen(calendar, moment(start, at)))
        expect(told).toEqual(open)
        expect(businessMs(calendar, moment(start, 0), moment(start, length))).toBe(
          open.filter(Boolean).length * minute,
        )
      }),
      { numRuns: 40 },
    )
  })

  test('dueAfter undoes businessMs, is the first such moment, and lies in business time', () => {
    const asked = fc.integer({ min: 0, max: length * minute })
    fc.assert(
      fc.property(setting, asked, asked, ({ start, calendar }, one, other) => {
        const from = new Date(start + one)
        const minutes = other / minute
        const due = dueAfter(calendar, from, minutes)
        if (due.getTime() - from.getTime() >= 5 * 366 * 864e5) return
        expect(businessMs(calendar, from, due)).toBe(other)
        const justBefore = new Date(due.getTime() - 1)
        expect(isOpen(calendar, due) || isOpen(calendar, justBefore)).toBe(true)
        if (other > 0) expect(businessMs(calendar, from, justBefore)).toBe(other - 1)
      }),
      { numRuns: 2000 },
    )
  })

  test('later starts and longer promises are never due earlier, and time adds up', () => {
    const asked = fc.integer({ min: 0, max: length })
    fc.assert(
      fc.property(setting, asked, asked, asked, ({ start, calendar }, one, two, three) => {
        const [a = 0, b = 0, c = 0] = [one, two, three].sort((x, y) => x - y)
        const [from, middle, to] = [moment(start, a), moment(start, b), moment(start, c)]
        expect(businessMs(calendar, from, to)).toBe(
          businessMs(calendar, from, middle) + businessMs(calendar, middle, to),
        )
        const due = dueAfter(calendar, from, 60).getTime()
        expect(dueAfter(calendar, middle, 60).getTime()).toBeGreaterThanOrEqual(due)
        expect(dueAfter(calendar, from, 61).getTime()).toBeGreaterThanOrEqual(due)
      }),
      { numRuns: 2000 },
    )
  })
})

function moment(start: number, minutes: number): Date {
  return new Date(start + minutes * minute)
}

function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Which of so many minutes are open, read from what `Intl` shows in each of them: slow, and without any cleverness. */
function readWall({ timeZone, hours, holidays }: BusinessHours, start: number, length: number) {
  const wall = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    weekday: 'short',
    dateStyle: undefined,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return Array.from({ length }, (_, at) => {
    const part = Object.fromEntries(
      wall.formatToParts(start + at * minute).map(({ type, value }) => [type, value]),
    )
    const date = `${part.year}-${part.month}-${part.day}`
    const time = `${part.hour}:${part.minute}`
    const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? '1'
    if (holidays.has(date)) return false
    return (hours[weekday] ?? []).some(([from, to]) => from <= time && time < to)
  })
}
