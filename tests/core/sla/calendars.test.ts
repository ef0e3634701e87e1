import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { deskJobs } from '#core/desk-jobs.ts'
import type { Handlers, JobName } from '#core/jobs.ts'
import { readCalendars } from '#core/sla/calendars.ts'
import { addCalendar, changeCalendar } from '#core/sla/calendars-change.ts'
import { findCalendar } from '#core/sla/calendars-list.ts'
import { daysAhead } from '#core/sla/calendars-preview.ts'
import { removeCalendar } from '#core/sla/calendars-remove.ts'
import { importHolidays, setHolidays } from '#core/sla/holidays.ts'
import { askForAllHolidays, keepReading, type Reading } from '#core/sla/holidays-source.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { readVersions } from '#core/versions.ts'
import { runJob } from '#core/work.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import type { WeekHours } from '#db/schema/people.ts'
import { queued } from '#tests/support/jobs.ts'
import { test as base } from '#tests/support/test.ts'

const hours: WeekHours = { 1: [['09:00', '12:00']], 2: [['13:00', '17:00']] }
const url = 'https://calendars.example.com/holidays.ics'

const test = base.extend('calendar', async ({ app }) => {
  const add = (given = {}) =>
    perform(app, null, (work) =>
      addCalendar(work, {
        name: 'Office',
        timeZone: 'Europe/Berlin',
        hours,
        icsUrl: null,
        ...given,
      }),
    )
  const show = (id: CalendarId) => read(app, null, (db) => findCalendar(db, id))
  const days = async (id: CalendarId) =>
    (await show(id)).holidays.map(({ day, name }) => `${day} ${name}`)
  return { add, show, days }
})

function ics(...days: [day: string, name: string][]): string {
  const events = days.flatMap(([day, name], index) => [
    'BEGIN:VEVENT',
    `UID:${index}`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `SUMMARY:${name}`,
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n')
}

test('what is read to count by holds the holidays, and is the same thing until they change', async ({
  app,
  calendar,
}) => {
  const id = await calendar.add()
  const get = async () => (await read(app, null, readCalendars)).get(id)
  const first = await get()
  expect(first).toEqual({ timeZone: 'Europe/Berlin', hours, holidays: new Set() })
  expect(await get()).toBe(first)
  await perform(app, null, (work) => setHolidays(work, id, [{ day: '2026-12-25', name: 'Xmas' }]))
  expect((await get())?.holidays).toEqual(new Set(['2026-12-25']))
})

test.for([
  [{ timeZone: 'Europe/Bielefeld' }, 'no time zone'],
  [{ timeZone: '+02:00' }, 'no time zone'],
  [{ hours: {} }, 'never be open'],
  [{ hours: { 1: [] } }, 'never be open'],
  [{ hours: { 1: [['17:00', '09:00']] } }, 'ends before it begins'],
  [
    {
      hours: {
        1: [
          ['09:00', '12:00'],
          ['11:00', '17:00'],
        ],
      },
    },
    'overlaps',
  ],
  [{ hours: { 1: [['09:00', '24:30']] } }, '00:00 to 24:00'],
  [{ name: ' ' }, 'a name'],
  [{ icsUrl: 'http://example.com/a.ics' }, 'https://'],
  [{ icsUrl: 'https://me:secret@example.com/a.ics' }, 'no password'],
] as const)('%j is refused, and says why', async ([given, why], { calendar }) => {
  await expect(calendar.add(given)).rejects.toThrow(why)
})

test('a change is kept as a version and has running clocks told anew; a change of name has not', async ({
  app,
  calendar,
}) => {
  const id = await calendar.add()
  await perform(app, null, (work) => changeCalendar(work, id, { name: 'Works' }))
  expect(await queued(app)).toEqual([])
  await perform(app, null, (work) => changeCalendar(work, id, { timeZone: 'UTC' }))
  await perform(app, null, (work) => changeCalendar(work, id, { timeZone: 'UTC' }))
  expect(await queued(app)).toEqual(['desk.retarget'])
  const versions = await read(app, null, (db) => readVersions(db, `calendar:${id}`))
  expect(versions.map(({ version, definition }) => [version, definition])).toMatchObject([
    [3, { name: 'Works', timeZone: 'UTC' }],
    [2, { name: 'Works', timeZone: 'Europe/Berlin' }],
    [1, { name: 'Office' }],
  ])
  await calendar.add()
  await expect(
    perform(app, null, (work) => changeCalendar(work, id, { name: 'office' })),
  ).rejects.toMatchObject({ code: 'already-exists' })
})

test('managers keep what only their teams go by; agents keep none', async ({
  app,
  a,
  calendar,
}) => {
  const [own, other] = [await a.team(), await a.team()]
  const manager = await a.agent({ role: 'manager', teams: [own] })
  const agent = await a.agent({ teams: [own] })
  const id = await calendar.add()
  const rename = (name: string, as = manager) =>
    perform(app, as, (work) => changeCalendar(work, id, { name }))
  await perform(app, null, (work) => changeTeam(work, own, { calendarId: id }))
  await rename('Ours')
  await expect(rename('Mine', agent)).rejects.toMatchObject({ code: 'not-allowed' })
  await perform(app, null, (work) => changeTeam(work, other, { calendarId: id }))
  await expect(rename('Theirs')).rejects.toMatchObject({ code: 'not-allowed' })
})

test('a calendar goes when nobody goes by it', async ({ app, a, calendar }) => {
  const id = await calendar.add()
  const team = await a.team('Billing')
  await perform(app, null, (work) => setHolidays(work, id, [{ day: '2026-12-25', name: '' }]))
  await perform(app, null, (work) => changeTeam(work, team, { calendarId: id }))
  const remove = () => perform(app, null, (work) => removeCalendar(work, id))
  await expect(remove()).rejects.toThrow('still used by the team Billing')
  await perform(app, null, (work) => changeTeam(work, team, { calendarId: null }))
  await remove()
  await expect(calendar.show(id)).rejects.toMatchObject({ code: 'not-found' })
})

test.for([
  [[{ day: '2026-02-29', name: '' }], 'no day'],
  [[{ day: '25.12.2026', name: '' }], 'no day'],
  [
    [
      { day: '2026-12-25', name: 'One' },
      { day: '2026-12-25', name: 'Two' },
    ],
    'twice',
  ],
] as const)('%j are no holidays', async ([given, why], { app, calendar }) => {
  const id = await calendar.add()
  await expect(perform(app, null, (work) => setHolidays(work, id, [...given]))).rejects.toThrow(why)
})

test('a file adds days that are not there yet, and they can be taken off again', async ({
  app,
  calendar,
}) => {
  const id = await calendar.add()
  await perform(app, null, (work) => setHolidays(work, id, [{ day: '2026-05-01', name: 'Ours' }]))
  const file = ics(['2026-05-01', 'May Day'], ['2026-12-25', 'Christmas'], ['2019-12-25', 'Past'])
  const added = () => perform(app, null, (work) => importHolidays(work, id, file))
  expect(await added()).toEqual({ found: 2, added: 1 })
  expect(await added()).toEqual({ found: 2, added: 0 })
  expect(await calendar.days(id)).toEqual(['2026-05-01 Ours', '2026-12-25 Christmas'])
  await perform(app, null, (work) => setHolidays(work, id, []))
  expect(await calendar.days(id)).toEqual([])
})

test('an address is read again and again; days that have passed or are entered by hand stay', async ({
  app,
  calendar,
  pass,
}) => {
  const id = await calendar.add({ icsUrl: 'webcal://calendars.example.com/holidays.ics' })
  expect((await calendar.show(id)).icsUrl).toBe(url)
  const keep = (reading: Reading) =>
    perform(app, null, (work) => keepReading(work, id, url, reading))
  await perform(app, null, (work) => setHolidays(work, id, [{ day: '2026-12-31', name: 'Ours' }]))
  await keep({
    ics: ics(['2026-03-03', 'Soon'], ['2026-12-25', 'Christmas'], ['2026-12-31', 'Theirs']),
  })
  expect(await calendar.days(id)).toEqual([
    '2026-03-03 Soon',
    '2026-12-25 Christmas',
    '2026-12-31 Ours',
  ])
  pass(7 * 1440)
  await keep({ ics: ics(['2026-12-26', 'Boxing Day']) })
  expect(await calendar.days(id)).toEqual([
    '2026-03-03 Soon',
    '2026-12-26 Boxing Day',
    '2026-12-31 Ours',
  ])
  pass(-7 * 1440)
})

test('when it cannot be read, the last good days hold and the calendar says why', async ({
  app,
  calendar,
}) => {
  const id = await calendar.add({ icsUrl: url })
  const keep = (reading: Reading) =>
    perform(app, null, (work) => keepReading(work, id, url, reading))
  await keep({ ics: ics(['2026-12-25', 'Christmas']) })
  const good = await calendar.show(id)
  expect(good).toMatchObject({ icsReadAt: app.clock(), icsProblem: null })
  for (const [reading, why] of [
    [{ problem: 'It could not be fetched.' }, 'It could not be fetched.'],
    [{ ics: '<html>' }, 'BEGIN:VCALENDAR'],
    [{ ics: ics() }, 'no event in it'],
  ] as const) {
    await keep(reading)
    const after = await calendar.show(id)
    expect(after.icsProblem).toContain(why)
    expect(after).toMatchObject({ icsReadAt: good.icsReadAt, holidays: good.holidays })
  }
  await keep({ ics: ics(['2026-12-25', 'Christmas']) })
  expect(await calendar.show(id)).toEqual(good)
})

test('an answer for an address that has been changed since is thrown away', async ({
  app,
  calendar,
}) => {
  const id = await calendar.add({ icsUrl: url })
  const late = { ics: ics(['2026-12-25', 'Christmas']) }
  await perform(app, null, (work) => keepReading(work, id, `${url}?old`, late))
  expect(await calendar.show(id)).toMatchObject({ holidays: [], icsReadAt: null })
})

test('days that were read stay when the address goes, as if entered by hand', async ({
  app,
  calendar,
}) => {
  const id = await calendar.add({ icsUrl: url })
  const reading = { ics: ics(['2026-12-25', 'Christmas']) }
  await perform(app, null, (work) => keepReading(work, id, url, reading))
  await perform(app, null, (work) => changeCalendar(work, id, { icsUrl: null }))
  expect((await calendar.show(id)).holidays).toEqual([
    { day: '2026-12-25', name: 'Christmas', imported: false },
  ])
})

test('each day every address is asked, and none inside the network', async ({ app, calendar }) => {
  const id = await calendar.add({ icsUrl: 'https://localhost/holidays.ics' })
  await calendar.add({ name: 'By hand' })
  expect(await queued(app)).toEqual(['desk.holidays'])
  await perform(app, null, askForAllHolidays)
  expect(await queued(app)).toEqual(['desk.holidays', 'desk.holidays'])
  const handlers = deskJobs(app) as Handlers<JobName>
  await runJob(handlers, 'desk.holidays', { calendar: id })
  expect((await calendar.show(id)).icsProblem).toContain('not a public address')
})

test('the days ahead show windows, holidays and days off', async ({ app, calendar }) => {
  const id = await calendar.add({
    hours: { 1: [['09:00', '12:00']], 7: [['00:00', '24:00']] },
  })
  await perform(app, null, (work) => setHolidays(work, id, [{ day: '2026-04-06', name: 'Easter' }]))
  const days = daysAhead(await calendar.show(id), new Date('2026-03-28T23:30:00Z'), 9)
  expect(days).toMatchObject([
    {
      day: '2026-03-29', // Summer time begins: its clock shows 23 hours.
      holiday: null,
      open: [{ from: new Date('2026-03-28T23:00:00Z'), to: new Date('2026-03-29T22:00:00Z') }],
    },
    { day: '2026-03-30', open: [{ from: new Date('2026-03-30T07:00:00Z') }] },
    ...[31, 1, 2, 3, 4].map(() => ({ open: [] })),
    { day: '2026-04-05', open: [{ to: new Date('2026-04-05T22:00:00Z') }] },
    { day: '2026-04-06', holiday: 'Easter', open: [] },
  ])
})
