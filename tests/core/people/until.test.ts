import { expect, test } from 'vitest'
import { untilFrom } from '#core/people/until.ts'

const monday = new Date('2026-03-02T09:00:00Z') // 10:00 in Berlin.

test.each([
  ['2h', '2026-03-02T11:00:00.000Z'],
  ['30 min', '2026-03-02T09:30:00.000Z'],
  ['for 3 days', '2026-03-05T09:00:00.000Z'],
  ['until 17:00', '2026-03-02T16:00:00.000Z'],
  ['5pm', '2026-03-02T16:00:00.000Z'],
  ['12am', '2026-03-02T23:00:00.000Z'],
  ['8:00', '2026-03-03T07:00:00.000Z'],
  ['tomorrow', '2026-03-03T08:00:00.000Z'],
  ['Tomorrow at 7:30', '2026-03-03T06:30:00.000Z'],
  ['friday', '2026-03-06T08:00:00.000Z'],
  ['fri 14:00', '2026-03-06T13:00:00.000Z'],
  ['monday', '2026-03-09T08:00:00.000Z'],
  ['2026-03-05', '2026-03-05T08:00:00.000Z'],
  ['2026-03-30 09:00', '2026-03-30T07:00:00.000Z'],
  ['2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
  ['2026-03-05T14:00:00Z', '2026-03-05T14:00:00.000Z'],
])('in Berlin “%s” is %s', (text, moment) => {
  expect(untilFrom(text, monday, 'Europe/Berlin')?.toISOString()).toBe(moment)
})

test.each([
  '',
  'printer',
  'my printer is broken',
  '25:00',
  '13pm',
  '2026-13-05',
  '2026-02-31',
  'sundry',
  'tomorrow never',
])('“%s” is no moment', (text) => {
  expect(untilFrom(text, monday, 'Europe/Berlin')).toBeUndefined()
})
