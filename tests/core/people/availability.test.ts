import { expect, test } from 'vitest'
import { type AgentTime, availability } from '#core/people/availability.ts'

const monday = new Date('2026-03-02T09:00:00Z') // 10:00 in Berlin.
const usual: AgentTime = {
  presence: 'available',
  awayUntil: null,
  workingHours: null,
  timeZone: 'Europe/Berlin',
}
const office = {
  1: [['09:00', '17:00']],
  2: [['09:00', '17:00']],
} satisfies AgentTime['workingHours']

test.each<[Partial<AgentTime>, boolean, string]>([
  [{}, true, 'available'],
  [{ presence: 'away' }, false, 'away'],
  [{ presence: 'reassign' }, false, 'away'],
  [
    { presence: 'away', awayUntil: new Date('2026-03-03T08:00:00Z') },
    false,
    'away until Tue 3 Mar 09:00',
  ],
  [
    { presence: 'away', awayUntil: new Date('2026-12-31T23:30:00Z') },
    false,
    'away until Fri 1 Jan 2027 00:30',
  ],
  [{ presence: 'away', awayUntil: monday }, true, 'available'],
  [{ workingHours: office }, true, 'within working hours (Mon–Tue 09:00–17:00 Europe/Berlin)'],
  [
    { workingHours: office, timeZone: 'America/New_York' },
    false,
    'outside working hours (Mon–Tue 09:00–17:00 America/New_York)',
  ],
  [{ workingHours: {} }, false, 'outside working hours (none Europe/Berlin)'],
  [{ presence: 'away', workingHours: office }, false, 'away'],
])('%j: %s, because %s', (said, available, why) => {
  expect(availability({ ...usual, ...said }, monday)).toEqual({ available, why })
})
