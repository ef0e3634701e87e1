import { expect, vi } from 'vitest'
import { barriers } from '#tests/support/barriers.ts'
import { test as base } from '#tests/support/page.ts'

vi.setConfig({ testTimeout: 120_000 })

const test = base.extend('me', async ({ web }) => {
  await web.member({ role: 'admin' }) // A desk without one asks to be set up.
  return web.member({ role: 'manager' })
})

test('a manager says when a team is open: hours, holidays, a file, and the days ahead follow', async ({
  web,
  page,
}) => {
  await page.goto(`${web.site.url}/settings/calendars`)
  await page.getByText('No calendar yet').waitFor()
  await page.getByLabel('Name').fill('Office hours')
  await page.getByLabel('Time zone').fill('Europe/Berlin')
  await page.getByRole('button', { name: 'Create calendar' }).click()
  await page.getByRole('link', { name: 'Office hours' }).click()

  const friday = page.getByLabel('Friday')
  await friday.fill('9 till noon')
  await page.getByRole('button', { name: 'Save' }).click()
  const why = page.getByRole('alert').getByText('Fri: “9 till noon” cannot be read')
  const looksLikeAll = (one: Element) =>
    getComputedStyle(one).color === getComputedStyle(document.body).color
  expect(await why.evaluate(looksLikeAll)).toBe(false)
  await friday.fill('9-12')
  await page.getByRole('button', { name: 'Save' }).click()
  const ahead = page.getByRole('table', { name: 'The next 14 days' })
  await ahead.getByRole('row', { name: 'Fri, 6 Mar 2026 09:00–12:00 3 h' }).waitFor()

  await page.getByLabel('Day of the holiday').fill('2026-03-09')
  await page.getByLabel('Name of the holiday').fill('Spring')
  await page.getByRole('button', { name: 'Add holiday' }).click()
  await ahead.getByRole('row', { name: 'Mon, 9 Mar 2026 Spring' }).waitFor()
  await page.getByText('Import from an iCalendar file').click()
  const event = 'BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260310\nSUMMARY:Rain\nEND:VEVENT'
  const buffer = Buffer.from(`BEGIN:VCALENDAR\n${event}\nEND:VCALENDAR`)
  await page.locator('input[type=file]').setInputFiles({
    name: 'days.ics',
    mimeType: 'text/calendar',
    buffer,
  })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByText('The file has 1 day, 1 of them new.').waitFor()
  await ahead.getByRole('row', { name: 'Tue, 10 Mar 2026 Rain' }).waitFor()
  expect(await barriers(page)).toEqual([])

  await page.getByRole('button', { name: 'Mon, 9 Mar 2026 is no holiday' }).click()
  await ahead.getByRole('row', { name: 'Mon, 9 Mar 2026 09:00–17:00 8 h' }).waitFor()
  await page.getByRole('button', { name: 'Remove this calendar' }).click()
  await page.getByText('No calendar yet').waitFor()
})
