import { expect, vi } from 'vitest'
import { perform, read } from '#core/app.ts'
import { allLadders } from '#core/escalation/ladders.ts'
import { notifyingOf } from '#core/notifications/preferences.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { barriers } from '#tests/support/barriers.ts'
import { drain } from '#tests/support/jobs.ts'
import { test } from '#tests/support/page.ts'

vi.setConfig({ testTimeout: 120_000 })

test('an admin writes a ladder; a step that cannot be read is named', async ({ web, page }) => {
  await page.goto(`${web.site.url}/settings/ladders`)
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Add ladder' }) })
  await form.getByLabel('Name').fill('Night')
  await form.getByLabel('Steps').fill('0 m: assignee\nsoon: lead')
  await form.getByRole('button').click()
  await page.getByText('“soon: lead” cannot be read').waitFor()
  await form.getByLabel('Steps').fill('0 m: assignee\n30 m: lead, #ops, role admin')
  await form.getByRole('button').click()
  await page.getByRole('heading', { name: 'Night', exact: true }).waitFor()
  await page.getByText('the team’s leads, #ops, every admin').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await read(web.app, null, allLadders)).toHaveLength(5)
})

test('an agent chooses quiet hours, and acknowledges on the page of a ticket', async ({
  web,
  page,
  me,
}) => {
  const ben = await web.a.agent({ name: 'Ben' })
  const id = await web.a.ticket({ subject: 'Fire' })
  await perform(web.app, ben, (work) => escalateTicket(work, id, 'The CEO called'))
  await drain(web.app)
  await page.goto(`${web.site.url}/account`)
  const form = page.locator('form', { has: page.getByLabel('Quiet hours') })
  await form.getByLabel('Quiet hours').fill('mon-sun 22-24')
  await form.getByLabel('All of it in one mail').check()
  await form.getByRole('button').click()
  await expect
    .poll(() => read(web.app, null, (db) => notifyingOf(db, me.agent.personId)), {
      timeout: 20_000,
    })
    .toMatchObject({ notifyDigest: true, quietHours: { 1: [['22:00', '24:00']] } })
  expect(await barriers(page)).toEqual([])
  await page.goto(`${web.site.url}/tickets/${id}`)
  const panel = page.getByRole('complementary', { name: 'About this ticket' })
  await panel.getByRole('button', { name: 'Acknowledge' }).click()
  await panel.getByText('acknowledged by').waitFor()
})
