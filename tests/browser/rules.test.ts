import { expect, vi } from 'vitest'
import { barriers } from '#tests/support/barriers.ts'
import { test } from '#tests/support/page.ts'

vi.setConfig({ testTimeout: 120_000 })

test('an admin writes a rule as a form, is told what is wrong where it is, and tries and tests it', async ({
  web,
  page,
  own,
}) => {
  const ticket = await own.a.ticket({ subject: 'A refund, please' })
  await page.goto(`${web.site.url}/settings/rules`)
  await page.getByText('No rules yet').waitFor()
  await page.getByRole('link', { name: 'New rule' }).click()

  await page.getByLabel('Name', { exact: true }).fill('Refunds')
  await page.getByRole('button', { name: 'Add question' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('It must not be empty.').waitFor()
  await page.getByLabel('Value').fill('refund')
  expect(await page.getByText('It must not be empty.').count()).toBe(0)
  await page.getByLabel('Try it on ticket').fill(String(ticket))
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await page
    .getByRole('status')
    .getByText('“Refunds” applies: the subject, “A refund, please”, contains “refund”.')
    .waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Version 1').waitFor()
  await page.getByLabel('Value').fill('no such thing')
  await page.getByRole('button', { name: /^Test on the last/ }).click()
  await page.getByText('0 of 1 tickets would differ').waitFor()
  await page.getByLabel('Value').fill('money')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('+ All of these hold: subject contains money').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByText('Version 3').waitFor()
  expect(await page.getByLabel('Value').inputValue()).toBe('refund')

  await page.getByRole('link', { name: 'All rules' }).click()
  await page.getByRole('link', { name: 'Refunds' }).waitFor()
  expect(await barriers(page)).toEqual([])
  const on = page.getByRole('switch', { name: '“Refunds” is on' })
  await on.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => on.isChecked()).toBe(false)

  await page.getByRole('link', { name: 'Back-test' }).click()
  await page.getByLabel('Refunds (off)').check()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByText('1 of 1 tickets would differ').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Other SLA targets' }).click()
  await page.getByLabel('First response, High, minutes').fill('none')
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByText('Targets are whole minutes.').waitFor()
  await page.getByLabel('First response, High, minutes').fill('30')
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByText('1 of 1 tickets would differ').waitFor()
  expect(await barriers(page)).toEqual([])
})
