import { expect, test } from 'vitest'
import { readHolidays } from '#core/sla/ical.ts'

const wanted = { timeZone: 'Europe/Berlin', from: '2026-01-01', to: '2028-12-31' }

function calendar(...events: string[][]): string {
  const lines = events.flatMap((event, index) => [
    'BEGIN:VEVENT',
    `UID:${index}@test`,
    'DTSTAMP:20200101T000000Z',
    ...event,
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...lines, 'END:VCALENDAR', ''].join(
    '\r\n',
  )
}

const days = async (...event: string[]) =>
  (await readHolidays(calendar(event), wanted)).map(({ day }) => day)

test.each([
  ['a date', ['DTSTART;VALUE=DATE:20260501'], ['2026-05-01']],
  [
    'several days, whose end is the day after',
    ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'],
    ['2026-12-24', '2026-12-25', '2026-12-26'],
  ],
  ['a duration', ['DTSTART;VALUE=DATE:20260501', 'DURATION:P2D'], ['2026-05-01', '2026-05-02']],
  [
    'each year',
    ['DTSTART;VALUE=DATE:20200501', 'RRULE:FREQ=YEARLY'],
    ['2026-05-01', '2027-05-01', '2028-05-01'],
  ],
  [
    'the fourth Thursday of November',
    ['DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
    ['2026-11-26', '2027-11-25', '2028-11-23'],
  ],
  [
    'leap days',
    ['DTSTART;VALUE=DATE:20200229', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'],
    ['2028-02-29'],
  ],
  [
    'over the year, when it began before the days asked for',
    [
      'DTSTART;VALUE=DATE:20201230',
      'DTEND;VALUE=DATE:20210103',
      'RRULE:FREQ=YEARLY;UNTIL=20260101',
    ],
    ['2026-01-01', '2026-01-02'],
  ],
  [
    'a year left out',
    ['DTSTART;VALUE=DATE:20200501', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20270501'],
    ['2026-05-01', '2028-05-01'],
  ],
  [
    'times from midnight to midnight in the zone of the desk',
    ['DTSTART:20260531T220000Z', 'DTEND:20260601T220000Z'],
    ['2026-06-01'],
  ],
  [
    'times that take one day whole and two in part',
    ['DTSTART:20260601T120000Z', 'DTEND:20260603T120000Z'],
    ['2026-06-02'],
  ],
])('%s', async (_, event, expected) => {
  expect(await days(...event)).toEqual(expected)
})

test('a lunch and what was cancelled close nothing', async () => {
  const text = calendar(
    ['DTSTART:20260601T100000Z', 'DTEND:20260601T110000Z', 'SUMMARY:Lunch'],
    ['DTSTART;VALUE=DATE:20260701', 'STATUS:CANCELLED', 'SUMMARY:No more'],
    ['DTSTART;VALUE=DATE:20260801', 'SUMMARY:Picnic'],
  )
  expect(await readHolidays(text, wanted)).toEqual([{ day: '2026-08-01', name: 'Picnic' }])
})

test('one year may differ from the others', async () => {
  const yearly = ['DTSTART;VALUE=DATE:20201224', 'RRULE:FREQ=YEARLY', 'SUMMARY:Christmas Eve']
  const moved = ['RECURRENCE-ID;VALUE=DATE:20271224', 'DTSTART;VALUE=DATE:20271223']
  const text = calendar(yearly, moved).replace('UID:1@', 'UID:0@')
  expect((await readHolidays(text, wanted)).map(({ day }) => day)).toEqual([
    '2026-12-24',
    '2027-12-23',
    '2028-12-24',
  ])
})

test('names are one line, unfolded and without escapes; a day without one is a holiday', async () => {
  const text = calendar(
    ['DTSTART;VALUE=DATE:20260103', 'SUMMARY;LANGUAGE=de:Heilige\\, drei\\n', '  Könige'],
    ['DTSTART;VALUE=DATE:20260104'],
  )
  expect((await readHolidays(`\uFEFF${text}`, wanted)).map(({ name }) => name)).toEqual([
    'Heilige, drei Könige',
    'Holiday',
  ])
})

test.each([
  ['a web page', '<!doctype html>', 'does not begin with BEGIN:VCALENDAR'],
  ['nothing', '', 'does not begin with BEGIN:VCALENDAR'],
  ['no events', calendar(), 'no event in it'],
  ['past events', calendar(['DTSTART;VALUE=DATE:20190101']), 'no event in it'],
  ['a date that is none', calendar(['DTSTART;VALUE=DATE:yesterday']), 'no event in it'],
  ['an odd rule', calendar(['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=FOO']), 'FOO'],
  [
    'each second of all time',
    calendar(['DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=SECONDLY']),
    'iterations',
  ],
  ['too much', calendar(['DTSTART;VALUE=DATE:20260101', `SUMMARY:${'x'.repeat(2 ** 20)}`]), 'MiB'],
])('%s is refused, and says why', async (_, text, why) => {
  await expect(readHolidays(text, wanted)).rejects.toThrow(why)
})

test('a mebibyte of hostile rules is given up in time', async () => {
  const hostile = ['DTSTART;VALUE=DATE:20000101', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30']
  const text = calendar(...Array.from({ length: 7000 }, () => hostile))
  const began = performance.now()
  await expect(readHolidays(text, wanted)).rejects.toThrow('takes too long')
  expect(performance.now() - began).toBeLessThan(8000)
})
