import { expect, test } from 'vitest'
import { planFor, type Wishes } from '#core/notifications/when.ts'

const monday9 = new Date('2026-03-02T09:00:00Z')
const ways = { slack: true, email: true }
const plain: Wishes = {
  notifySlack: true,
  notifyEmail: true,
  notifyDigest: false,
  quietHours: null,
  workingHours: null,
  timeZone: 'UTC',
}
const night = { '1': [['00:00', '11:30']] } as const satisfies NonNullable<unknown>
const office = Object.fromEntries(
  ['1', '2', '3', '4', '5'].map((day) => [day, [['10:00', '18:00']]]),
)

test.each([
  ['Slack goes before mail', {}, ways, false, { by: 'slack', notBefore: monday9 }],
  [
    'who is not in Slack gets mail',
    {},
    { slack: false, email: true },
    false,
    { by: 'email', notBefore: monday9 },
  ],
  [
    'who wants no Slack gets mail',
    { notifySlack: false },
    ways,
    false,
    { by: 'email', notBefore: monday9 },
  ],
  [
    'quiet hours end first',
    { quietHours: night },
    ways,
    false,
    { by: 'slack', notBefore: new Date('2026-03-02T11:30:00Z') },
  ],
  [
    'nobody is told out of hours',
    { workingHours: office },
    ways,
    false,
    { by: 'slack', notBefore: new Date('2026-03-02T10:00:00Z') },
  ],
  [
    'both hours hold',
    { workingHours: office, quietHours: night },
    ways,
    false,
    { by: 'slack', notBefore: new Date('2026-03-02T11:30:00Z') },
  ],
  [
    'the hours are by their own clock',
    { workingHours: office, timeZone: 'Asia/Tokyo' },
    ways,
    false,
    { by: 'slack', notBefore: new Date('2026-03-03T01:00:00Z') },
  ],
  [
    'what is urgent does not wait',
    { workingHours: office, quietHours: night },
    ways,
    true,
    { by: 'slack', notBefore: monday9 },
  ],
  [
    'a digest is of the next morning',
    { notifyDigest: true },
    ways,
    false,
    { by: 'digest', notBefore: new Date('2026-03-03T08:00:00Z') },
  ],
  [
    'a digest holds nothing urgent',
    { notifyDigest: true },
    ways,
    true,
    { by: 'slack', notBefore: monday9 },
  ],
  [
    'who is never free is told',
    {
      quietHours: Object.fromEntries(
        ['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['00:00', '24:00']]]),
      ),
    },
    ways,
    false,
    { by: 'slack', notBefore: monday9 },
  ],
  [
    'who wants nothing is told nothing',
    { notifySlack: false, notifyEmail: false },
    ways,
    true,
    { dropped: 'They want to be told nothing.' },
  ],
])('%s', (_, wishes, there, isUrgent, plan) => {
  expect(planFor({ ...plain, ...(wishes as Partial<Wishes>) }, there, isUrgent, monday9)).toEqual(
    plan,
  )
})
