import { expect, vi } from 'vitest'
import { perform, read } from '#core/app.ts'
import { allAgents } from '#core/people/agent-list.ts'
import { addSkill } from '#core/routing/skills.ts'
import { teamAsSet } from '#core/teams/settings.ts'
import { barriers } from '#tests/support/barriers.ts'
import { test as base } from '#tests/support/page.ts'

vi.setConfig({ testTimeout: 60_000 })

/** `ana`: an agent of the team of whoever looks, a manager. */
const test = base
  .extend('ana', async ({ web }) => web.a.agent({ name: 'Ana Ruiz' }))
  .override('me', async ({ web, ana: _ }) => {
    await web.member({ role: 'admin' }) // A desk without one asks to be set up.
    return web.member({ role: 'manager' })
  })

test('a manager says how somebody works, and wrong hours are refused beside the form', async ({
  web,
  page,
  ana,
}) => {
  await perform(web.app, null, (work) => addSkill(work, 'billing'))
  await page.goto(`${web.site.url}/settings/people`)
  await page.getByRole('link', { name: 'Ana Ruiz' }).click()
  const hours = page.getByLabel('Working hours')
  await hours.fill('mon-fri 17-9')
  const save = page.locator('form', { has: hours }).getByRole('button', { name: 'Save' })
  await save.click()
  await page.getByText('Mon 17:00–09:00: that ends before it begins').waitFor()
  await hours.fill('mon-fri 9-17')
  await save.click()
  await expect.poll(() => hours.inputValue()).toBe('Mon–Fri 09:00–17:00')
  await page.getByLabel('billing').selectOption('4')
  await page
    .locator('form', { has: page.getByLabel('billing') })
    .getByRole('button')
    .click()
  await page.getByRole('button', { name: 'Away', exact: true }).click()
  await page.getByRole('button', { name: 'Back', exact: true }).waitFor()
  const [known] = (await read(web.app, null, allAgents)).filter(({ id }) => id === ana.personId)
  expect(known).toMatchObject({
    workingHours: { 1: [['09:00', '17:00']] },
    skills: { billing: 4 },
    presence: 'away',
  })
})

test('a team is set, and whoever leaves keeps their tickets or gives them back', async ({
  web,
  page,
  ana,
}) => {
  const team = await web.a.homeTeam()
  await web.a.ticket({ assignee: ana.personId })
  await page.goto(`${web.site.url}/settings/teams/${team}`)
  await page.getByLabel('New tickets').selectOption('round_robin')
  await page.getByLabel('Mail reopens').fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  expect(await read(web.app, null, (db) => teamAsSet(db, team))).toMatchObject({
    strategy: 'round_robin',
    reopenDays: null,
    followUpToLast: true,
  })
  await page.getByRole('button', { name: 'Remove Ana Ruiz from the team' }).click()
  await page.getByRole('button', { name: 'Remove, tickets to the queue' }).click()
  await page.getByText('Open tickets back in the queue: 1.').waitFor()
})

test.for(['light', 'dark'] as const)(
  'the pages about people and teams have no barrier that axe can find, %s',
  async (scheme, { web, page, ana }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const team = await web.a.homeTeam()
    const found: Record<string, string[]> = {}
    for (const path of ['people', `people/${ana.personId}`, `teams/${team}`]) {
      await page.goto(`${web.site.url}/settings/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      found[path] = await barriers(page)
    }
    expect(Object.values(found).flat()).toEqual([])
  },
)

test('an agent goes away and comes back from the menu on every page', async ({ web, page }) => {
  const menu = page.getByRole('button', { name: /Account of/ })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Away: no new tickets' }).click()
  await page.getByRole('button', { name: /, away$/ }).click()
  await page.getByRole('menuitem', { name: 'Back: new tickets again' }).click()
  await expect.poll(() => menu.textContent()).not.toContain('away')
  await page.goto(`${web.site.url}/account`)
  await page.getByRole('button', { name: 'Away until…' }).click()
  await page.getByRole('menuitem', { name: /In an hour/ }).click()
  await page.getByText(/^away until/).waitFor()
})
