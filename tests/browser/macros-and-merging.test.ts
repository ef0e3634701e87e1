import { expect, vi } from 'vitest'
import { read } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readConversation } from '#core/tickets/story.ts'
import { barriers } from '#tests/support/barriers.ts'
import { test } from '#tests/support/page.ts'

vi.setConfig({ testTimeout: 60_000 })

test('a macro is made, shown before it is done, and its words go into the box', async ({
  web,
  page,
}) => {
  const ticket = await web.a.ticket({ from: 'ada@example.org' })
  await page.goto(`${web.site.url}/settings/macros`)
  await page.getByLabel('Name').fill('Refunded')
  await page.getByLabel('Words', { exact: true }).fill('Dear {{requester.name}}, it is paid back.')
  await page.getByLabel('Add tags').fill('Refund')
  await page.getByLabel('Status').selectOption('resolved')
  await page.getByRole('button', { name: 'Add the macro' }).click()
  await page.getByRole('heading', { name: 'Refunded' }).waitFor()
  expect(await barriers(page)).toEqual([])

  await page.goto(`${web.site.url}/tickets/${ticket}`)
  const choose = async () => {
    await page.getByRole('button', { name: 'Macro', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Refunded' }).click()
  }
  await choose()
  await page.getByText('Status: Resolved').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Put the words into the box' }).click()
  const box = page.getByLabel('Reply to the requester')
  await expect.poll(() => box.inputValue()).toBe('Dear Ada Customer, it is paid back.')
  await choose()
  await page.getByRole('button', { name: 'Do all of it' }).click()
  await page.getByText('The macro is done.').waitFor()
  expect(await read(web.app, null, (db) => readTicket(db, ticket))).toMatchObject({
    status: 'resolved',
    tags: ['refund'],
  })

  await choose()
  await page.getByRole('button', { name: 'Do all of it' }).click()
  await page.getByRole('dialog').getByText('“Refunded” was just done here by').waitFor()
  await page.getByRole('button', { name: 'Do it all the same' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const { items } = await read(web.app, null, (db) => readConversation(db, ticket))
  expect(items).toHaveLength(3)
})

test('a field that is missing keeps a ticket from being settled, and is filled in beside it', async ({
  web,
  page,
}) => {
  await page.goto(`${web.site.url}/settings/fields`)
  await page.getByLabel('Label', { exact: true }).fill('Device')
  await page.getByLabel('Key, for programs and search').fill('device')
  await page.getByLabel('Type').selectOption('select')
  await page.getByLabel('Options of a select').fill('Phone, Laptop')
  await page.getByLabel('Ask for it before').check()
  await page.getByRole('button', { name: 'Add the field' }).click()
  await page.getByRole('heading', { name: 'Device' }).waitFor()
  expect(await barriers(page)).toEqual([])

  const ticket = await web.a.ticket()
  await page.goto(`${web.site.url}/tickets/${ticket}`)
  await page.getByRole('button', { name: 'Resolve' }).click()
  await page.getByText('Fill in first: Device').waitFor()
  await page.getByLabel('Device').selectOption('Laptop')
  await page.getByText('set device to “Laptop”').waitFor()
  await page.getByRole('textbox', { name: 'Tags' }).fill('VIP')
  await page.keyboard.press('Enter')
  await page.getByText('added the tags vip').waitFor()
  await page.getByRole('button', { name: 'Watch it' }).click()
  await page.getByRole('button', { name: /^Remove Member/ }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Resolve' }).click()
  await page.getByRole('button', { name: 'Reopen' }).waitFor()
})

test('a ticket is merged by its number, points to its target, and the merge is undone', async ({
  web,
  page,
}) => {
  const target = await web.a.ticket({ from: 'ada@example.org', text: 'First words' })
  const other = await web.a.ticket({ from: 'bob@example.org', text: 'Other words' })
  await page.goto(`${web.site.url}/tickets/${other}`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Merge into another' }).click()
  await page.getByLabel('Number of the ticket that stays').fill(`#${target}`)
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await page.getByRole('button', { name: 'Merge them all the same' }).click()
  await page.getByText('This ticket was merged').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await barriers(page)).toEqual([])

  await page
    .getByRole('main')
    .getByRole('link', { name: `#${target}` })
    .first()
    .click()
  await page.getByText('Other words').waitFor()
  await page.getByRole('link', { name: `in #${other}` }).click()
  await page.getByRole('button', { name: 'Undo the merge' }).click()
  await page.getByText(`Nothing stays in #${target}`).waitFor()
  await page.getByLabel('Reply to the requester').waitFor()
})

test('a dialog goes once its work is done, also while the browser draws nothing', async ({
  web,
  page,
}) => {
  const target = await web.a.ticket({ from: 'ada@example.org' })
  const other = await web.a.ticket({ from: 'ada@example.org' })
  await page.goto(`${web.site.url}/tickets/${other}`)
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0 // As in a tab that is not looked at, or on a machine that is too busy.
  })
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Merge into another' }).click()
  await page.getByLabel('Number of the ticket that stays').fill(`#${target}`)
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await page.getByText('This ticket was merged').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})
