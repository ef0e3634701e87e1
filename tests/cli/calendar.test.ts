import { expect } from 'vitest'
import { test } from './run.ts'

const patient = { timeout: 180_000 }

test('an operator says when a desk is open, and when it is not', patient, async ({ desk }) => {
  const { deskwire } = desk
  const create = ['calendar', 'create', '--name', 'Office', '--time-zone', 'Europe/Berlin']
  expect(await deskwire([...create, '--hours', 'mon-fri 9-12:30, 13-17'])).toMatchObject({
    code: 0,
    out: 'The calendar Office is there.\n',
  })
  expect((await deskwire([...create, '--hours', 'always'])).code).toBe(2)
  const christmas = ['calendar', 'holiday', 'Office', '2026-12-25']
  expect(await deskwire([...christmas, '--name', 'Christmas'])).toMatchObject({
    out: '2026-12-25 is a holiday.\n',
  })
  const ics =
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR'
  const imported = await deskwire(['calendar', 'import', 'office', '--json'], { input: ics })
  expect(JSON.parse(imported.out).holidays.length).toBeGreaterThan(3)
  expect(await deskwire(['calendar', 'import', 'Office', '/nowhere.ics'])).toMatchObject({
    code: 1,
    err: '/nowhere.ics cannot be read (ENOENT).\n',
  })
  expect((await deskwire(['calendar', 'list'])).out).toMatch(
    /^\d+ {2}Office: Mon–Fri 09:00–12:30, 13:00–17:00, Europe\/Berlin; for no team\n$/,
  )
  expect((await deskwire(['calendar', 'preview', 'Office'])).out).toContain(
    '09:00–12:30, 13:00–17:00',
  )
  expect(await deskwire([...christmas, '--remove'])).toMatchObject({ code: 0 })
  expect(await deskwire([...christmas, '--remove'])).toMatchObject({ code: 1 })
  expect(await deskwire(['calendar', 'remove', 'Office'])).toMatchObject({ code: 0 })
})
