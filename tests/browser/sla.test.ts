import { expect, vi } from 'vitest'
import { barriers } from '#tests/support/barriers.ts'
import { test } from '#tests/support/page.ts'

vi.setConfig({ testTimeout: 120_000 })

test('an admin promises something to some tickets, is told what is wrong where it is, and orders policies by keyboard', async ({
  web,
  page,
  own,
}) => {
  const ticket = await own.a.ticket({ subject: 'A refund, please' })
  await page.goto(`${web.site.url}/settings/sla`)
  await page.getByRole('link', { name: 'New policy' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Refunds')
  await page.getByRole('button', { name: 'Add question' }).click()
  await page.getByLabel('Value').fill('refund')
  const high = page.getByRole('group', { name: 'High' })
  await high.getByLabel('First response').fill('soon')
  await page.getByRole('button', { name: 'Save' }).click()
  await high.getByText('“soon” is no time.').waitFor()
  expect(await barriers(page)).toEqual([])
  await high.getByLabel('First response').fill('1 h')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Version 1').waitFor()

  await page.getByRole('link', { name: 'All policies' }).click()
  await page.getByRole('heading', { name: 'Refunds' }).waitFor()
  const earlier = page.getByRole('button', { name: 'Ask Refunds earlier' })
  await earlier.focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.getByRole('heading', { level: 2 }).first().textContent())
    .toBe('Refunds')
  expect(await barriers(page)).toEqual([])
  const on = page.getByRole('switch', { name: 'Refunds is on' })
  await on.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => on.isChecked()).toBe(false)

  await page.goto(`${web.site.url}/tickets/${ticket}`)
  await page.getByText('First response').first().waitFor()
  expect(await page.getByText(/^(First response|Resolution)/).allTextContents()).toEqual([
    expect.stringMatching(/^First response/),
    expect.stringMatching(/^Resolution/),
  ])
  expect(await barriers(page)).toEqual([])
})
