import { expect, test } from 'vitest'
import { hoursFromText, hoursInWords } from '#core/people/hours-text.ts'
import { requireTimeZone, requireWeekHours } from '#core/people/week-hours.ts'
import type { DayWindow } from '#db/schema/people.ts'

test.each([
  ['mon-fri 9-17', 'Mon–Fri 09:00–17:00'],
  [
    'Monday – Thursday 9:00-12:30, 13-17; fri: 9-15',
    'Mon–Thu 09:00–12:30, 13:00–17:00; Fri 09:00–15:00',
  ],
  ['fri-mon 10-14', 'Mon 10:00–14:00; Fri–Sun 10:00–14:00'],
  ['sat 20-24', 'Sat 20:00–24:00'],
  ['', ''],
])('“%s” reads as “%s”, and that reads as the same', (typed, words) => {
  const hours = hoursFromText(typed)
  if ('unread' in hours) throw new Error(hours.unread)
  expect(hoursInWords(hours)).toBe(words)
  expect(hoursFromText(words)).toEqual(hours)
})

test.each([
  ['mon-fri 9-17; someday 9-17', 'someday 9-17'],
  ['mon 9 to 17', 'mon 9 to 17'],
  ['9-17', '9-17'],
])('of “%s” the part “%s” cannot be read', (typed, unread) => {
  expect(hoursFromText(typed)).toEqual({ unread })
})

test.each<[DayWindow[], string]>([
  [[['17:00', '09:00']], 'Mon 17:00–09:00: that ends before it begins'],
  [[['09:00', '25:00']], 'Mon 09:00–25:00: give times from 00:00 to 24:00'],
  [
    [
      ['13:00', '17:00'],
      ['09:00', '13:30'],
    ],
    'Mon 09:00–13:30: it overlaps 13:00–17:00',
  ],
])('windows that nobody could keep are refused by name: %j', (windows, why) => {
  expect(() => requireWeekHours({ 1: windows })).toThrow(why)
})

test.each(['Mars/Phobos', '+01:00', ''])('“%s” is no time zone', (zone) => {
  expect(() => requireTimeZone(zone)).toThrow('is no time zone')
})
