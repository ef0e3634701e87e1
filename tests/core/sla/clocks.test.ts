import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BusinessHours, businessMs } from '#core/sla/business-time.ts'
import {
  type Clock,
  clocksOf,
  type Entry,
  placeOf,
  statusOf,
  ticketColumns,
  usedMs,
} from '#core/sla/clocks.ts'
import { nextEntries, type Turn } from '#core/sla/next-entries.ts'
import type { CalendarId, SlaPolicyId } from '#db/schema/columns.ts'

const minute = 60_000
const start = Date.parse('2026-03-27T15:00:00Z') // The Friday before clocks change in Berlin.
const office: BusinessHours = {
  timeZone: 'Europe/Berlin',
  hours: {
    1: [
      ['09:00', '12:30'],
      ['13:00', '17:00'],
    ],
    2: [['09:00', '17:00']],
    3: [['09:00', '17:00']],
    5: [['09:00', '17:00']],
    7: [['01:00', '05:00']],
  },
  holidays: new Set(['2026-04-01']),
}
const hoursOf = (id: CalendarId | null) => (id === null ? null : office)
const at = (minutes: number) => new Date(start + minutes * minute)

const promises = [
  { first: 60, next: 60, resolution: 480, calendar: null },
  { first: 30, next: 15, resolution: 240, calendar: 1 },
  { first: 480, next: 480, resolution: 2880, calendar: 1 },
].map(({ first, next, resolution, calendar }, index) => ({
  policyId: (index + 1) as SlaPolicyId,
  calendarId: calendar as CalendarId | null,
  minutes: { first_response: first, next_response: next, resolution },
}))

function turn(minutes: number, more: Partial<Turn> = {}): Turn {
  return {
    at: at(minutes),
    status: 'open',
    gone: false,
    begins: false,
    heard: false,
    answered: false,
    promised: undefined,
    reason: 'opened',
    ...more,
  }
}

/** The ledger after several turns. */
function ledgerOf(turns: Turn[]): Entry[] {
  const entries: Entry[] = []
  for (const each of turns) entries.push(...nextEntries(clocksOf(entries, hoursOf), each))
  return entries
}

const opening = turn(0, { status: 'new', begins: true, heard: true, promised: promises[0] })

function theClock(turns: Turn[], target: Entry['target']): Clock {
  const clock = clocksOf(ledgerOf(turns), hoursOf).findLast((each) => each.target === target)
  if (!clock) throw new Error(`There is no ${target}`)
  return clock
}

test.each([
  [47, 'on_track'],
  [48, 'near_breach'],
  [59, 'near_breach'],
  [60, 'breached'],
] as const)('a first response promised in 60 minutes is after %d: %s', (minutes, status) => {
  expect(statusOf(theClock([opening], 'first_response'), at(minutes))).toBe(status)
})

test('one that is answered in time is met, for ever', () => {
  const turns = [opening, turn(59, { answered: true, status: 'awaiting_customer' })]
  const clock = theClock(
    [
      ...turns,
      turn(70, { promised: { policyId: null, calendarId: null, minutes: { first_response: 1 } } }),
    ],
    'first_response',
  )

  expect(statusOf(clock, at(10_000))).toBe('met')
  expect(clock.elapsedMs).toBe(59 * minute)
})

test('one that is answered late stays breached at the moment of its breach', () => {
  const clock = theClock([opening, turn(61, { answered: true })], 'first_response')

  expect(clock).toMatchObject({ breachedAt: at(60), elapsedMs: 61 * minute, dueAt: null })
})

test('waiting on the customer pauses the resolution, and can be read and added up', () => {
  const turns = [
    opening,
    turn(60, { answered: true, status: 'awaiting_customer' }),
    turn(250, { heard: true, status: 'open', promised: promises[0] }),
    turn(300, { status: 'on_hold' }),
    turn(310, { status: 'open' }),
  ]
  const clock = theClock(turns, 'resolution')

  expect(clock.intervals.filter(({ doing }) => doing === 'paused')).toMatchObject([
    { from: at(60), to: at(250), reason: 'waiting on customer' },
    { from: at(300), to: at(310), reason: 'on hold' },
  ])
  expect(clock.pausedMs).toBe(200 * minute)
  expect(clock.dueAt).toEqual(at(680))
})

test('an answer that does not stand lets the clock run as if it had never been', () => {
  const turns = [
    opening,
    turn(10, { answered: true, status: 'awaiting_customer' }),
    turn(90, { status: 'open', stands: () => null }),
  ]
  const clock = theClock(turns, 'first_response')

  expect(statusOf(clock, at(90))).toBe('breached')
  expect(usedMs(clock, null, at(90))).toBe(90 * minute)
})

test('of two answers the second counts where the first does not stand', () => {
  const turns = [
    opening,
    turn(10, { answered: true }),
    turn(90, { stands: ({ target }) => (target === 'first_response' ? at(40) : undefined) }),
  ]

  expect(theClock(turns, 'first_response')).toMatchObject({
    state: 'stopped',
    elapsedMs: 40 * minute,
  })
})

test('a ticket stands as the worst of its clocks', () => {
  const turns = [opening, turn(61, { answered: true, status: 'awaiting_customer' })]

  expect(ticketColumns(clocksOf(ledgerOf(turns), hoursOf), at(61))).toEqual({
    slaStatus: 'breached',
    slaDueAt: null,
    slaWarnAt: null,
  })
})

const happening = fc.record({
  after: fc.integer({ min: 0, max: 3000 }),
  status: fc.constantFrom(
    'new',
    'open',
    'in_progress',
    'awaiting_customer',
    'on_hold',
    'awaiting_internal',
    'resolved',
    'closed',
  ),
  heard: fc.boolean(),
  answered: fc.boolean(),
  gone: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  promised: fc.option(fc.constantFrom(...promises), { nil: undefined }),
  fails: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
} as const)

type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

function turnsOf(happenings: Happening[]): Turn[] {
  let minutes = 0
  const turns = happenings.map(({ after, fails, promised, ...rest }) => {
    minutes += after
    const stands = fails ? { stands: () => null } : {}
    return turn(minutes, {
      ...rest,
      promised: rest.heard ? (promised ?? promises[0]) : promised,
      ...stands,
    })
  })
  return [opening, ...turns]
}

test('whatever happens in whatever order, the ledger adds up to every duration it is asked for', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 8 }), (happenings) => {
      const entries: Entry[] = []
      const results = new Map<string, number>()
      for (const each of turnsOf(happenings)) {
        entries.push(...nextEntries(clocksOf(entries, hoursOf), each))
        for (const clock of clocksOf(entries, hoursOf)) {
          const { intervals } = clock
          const hours = hoursOf(clock.calendarId)
          const sum = (doing: string, length: (from: Date, to: Date) => number) =>
            intervals.reduce(
              (ms, one) => ms + (one.doing === doing ? length(one.from, one.to ?? each.at) : 0),
              0,
            )
          // No gap, no overlap, from its start until now.
          expect(intervals[0]?.from).toEqual(clock.startedAt)
          for (const [place, one] of intervals.entries())
            expect(one.to).toEqual(intervals[place + 1]?.from ?? null)
          const spans = ['running', 'paused', 'stopped', 'cancelled'].map((doing) =>
            sum(doing, (from, to) => +to - +from),
          )
          expect(spans.reduce((ms, span) => ms + span)).toBe(+each.at - +clock.startedAt)
          expect(usedMs(clock, hours, each.at)).toBe(
            sum('running', (from, to) => businessMs(hours, from, to)),
          )
          const open =
            intervals.at(-1)?.doing === 'paused' ? +each.at - +(intervals.at(-1)?.from ?? 0) : 0
          expect(clock.pausedMs + open).toBe(spans[1])
          // What is due is due when just what is promised has been used.
          if (clock.dueAt && !clock.breachedAt)
            expect(usedMs(clock, hours, clock.dueAt)).toBe(clock.minutes * minute)
          const before = results.get(placeOf(clock))
          if (before !== undefined) expect(clock.breachedAt?.getTime()).toBe(before)
          if (clock.breachedAt) results.set(placeOf(clock), clock.breachedAt.getTime())
        }
        // Said once, it is said.
        const again = { ...each, heard: false, answered: false, begins: false, stands: undefined }
        expect(
          nextEntries(clocksOf(entries, hoursOf), { ...again, stands: () => undefined }),
        ).toEqual([])
      }
      expect(ledgerOf(turnsOf(happenings))).toEqual(entries)
    }),
    { numRuns: 10_000 },
  )
}, 120_000)
