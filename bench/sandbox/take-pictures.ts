import type { Browser } from 'playwright-core'
import { wide } from '#tests/support/browser.ts'
import { openSandbox } from './open.ts'
import { bell, serveSandbox } from './serve.ts'
import { writeMorning } from './write-morning.ts'

/** Slack with a desk in it: a card claimed and answered from its thread, light and dark, and the form to answer with. */
export async function takeSandboxPictures(browser: Browser, folder: string): Promise<void> {
  const changes = bell()
  const sandbox = await openSandbox(changes.ring)
  const site = await serveSandbox(sandbox, changes, 0)
  try {
    const page = await browser.newPage({ ...wide, colorScheme: 'light' })
    await page.goto(site.url)
    await writeMorning(sandbox)
    const card = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Export stops' })
    await page.getByRole('main').getByText('1 reply').nth(2).waitFor()
    await card.getByRole('button', { name: 'Claim' }).click()
    await card.getByText('👤 Mira Holm').waitFor()
    await card.getByRole('button', { name: /repl/ }).click()
    const write = async (words: string) => {
      await page.getByLabel('Reply in the thread').fill(words)
      await page.keyboard.press('Enter')
    }
    await write('The new pager in 4.2 caps every export. A fix is in review.')
    await page.getByRole('button', { name: 'lock, by Deskwire' }).waitFor()
    await write(
      '!Hello Ada, the update brought a limit that it should not. A *fix* goes out tomorrow.',
    )
    await page.getByRole('button', { name: 'clock3, by Deskwire' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await card.scrollIntoViewIfNeeded()
    await page.mouse.move(0, 0)
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: `${folder}sandbox-${scheme}.png` })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await card.getByRole('button', { name: 'Reply', exact: true }).click()
    await page.getByLabel('Your answer').fill('Until then, ?all=1 gives you all rows.')
    await page.screenshot({ path: `${folder}sandbox-reply.png` })
    await page.close()
  } finally {
    await site.close()
    await sandbox.close()
  }
}
