import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { connectByToken } from '#bot/connect.ts'
import { answerSlack } from '#bot/start.ts'
import { startConsole } from '#console/server.ts'
import { perform, read } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { slackWorkspaces } from '#db/schema/slack.ts'
import { teams } from '#db/schema/teams.ts'
import { test as base } from '#tests/bot/desk-in-slack.ts'
import { barriers } from '#tests/support/barriers.ts'
import { look, openChromium } from '#tests/support/browser.ts'
import { password } from '#tests/support/http.ts'

vi.setConfig({ testTimeout: 90_000 })

let browser: Browser

beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

/** `page`: an admin looks at the page of a desk to whom workspaces are added. It may complain of nothing. */
const test = base
  .extend('settings', async () => ({ PUBLIC_URL: undefined }))
  .extend('page', async ({ desk, slack }, { onCleanup }) => {
    const { app, home } = desk
    const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } = slack.env
    Object.assign(app.env, { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_BOT_TOKEN: undefined })
    await connectByToken(app)
    const email = 'root@desk.test'
    await perform(app, null, (work) =>
      addAgent(work, { email, name: 'Root', role: 'admin', teamIds: [home], password }),
    )
    const site = await startConsole(app, answerSlack(app))
    const { page, heard } = await look(browser, site.url, email, password)
    await page.goto(`${site.url}/settings/slack`)
    onCleanup(async () => {
      await page.close()
      await site.close()
      expect(heard).toEqual([])
    })
    return page
  })

test('an admin adds a workspace, gives a team a channel there and sees a test card arrive', async ({
  desk,
  slack,
  page,
}) => {
  slack.addChannel('care')
  await page.getByText('SLACK_BOT_TOKEN is no longer set').waitFor()
  await page.getByRole('link', { name: 'Add to Slack' }).click()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.getByText('Nobody allowed it in Slack').waitFor()
  await page.getByRole('link', { name: 'Add to Slack' }).click()
  await page.getByRole('link', { name: 'Allow' }).click()
  await page.getByText('Acme is connected.').waitFor()

  const team = page.getByRole('region', { name: 'Home' })
  await team.getByLabel('Channel of Home').fill('#care')
  await team.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Slack is asked about the channel.').waitFor()
  await desk.pass(1)
  await team.getByText('Slack shows the desk no channel').waitFor({ state: 'detached' })
  await team.getByRole('button', { name: 'Send test card' }).click()
  await team.getByText('It is being posted').waitFor()
  await desk.pass(1)
  await expect
    .poll(() => team.getByRole('status').textContent(), { timeout: 20_000 })
    .toMatch(/^Posted/)
  expect(slack.channel('care').transcript().join()).toContain('This is a test.')

  await team.getByRole('switch', { name: /What agents write/ }).click()
  await page.getByText('What they write goes to the requester.').waitFor()
  await expect.poll(() => team.getByRole('switch').isChecked()).toBe(true)
})

test('a channel is typed once the page can take it, so that what is shown is what is saved', async ({
  desk,
  slack,
  page,
}) => {
  slack.addChannel('care')
  await page.getByRole('link', { name: 'Add to Slack' }).click()
  await page.getByRole('link', { name: 'Allow' }).click()
  await page.getByText('Acme is connected.').waitFor()
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  await page.route(/\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  const box = page.getByLabel('Channel of Home')
  expect(await box.isEditable()).toBe(false)
  letGo()
  await box.fill('#care')
  await page.getByRole('region', { name: 'Home' }).getByRole('button', { name: 'Save' }).click()
  await page.getByText('Slack is asked about the channel.').waitFor()
  const [team] = await read(desk.app, null, (db) => db.select().from(teams))
  expect(team?.slackChannel).toBe('#care')
})

test.for(['light', 'dark'] as const)(
  'the page has no barrier that axe can find, connected or not, %s',
  async (scheme, { desk, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    expect(await barriers(page)).toEqual([])
    await page.getByRole('link', { name: 'Add to Slack' }).click()
    await page.getByRole('link', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: 'People' }).waitFor()
    await perform(desk.app, null, (work) => work.tx.update(slackWorkspaces).set({ scopes: [] }))
    await page.getByText('Permissions are missing').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 800 })
    await page.getByRole('button', { name: 'Set-up, manifest' }).click()
    await page.getByText('socket_mode_enabled').waitFor()
    expect(await barriers(page)).toEqual([])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(wider).toBe(false)
  },
)
