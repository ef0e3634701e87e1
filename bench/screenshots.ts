import { mkdir } from 'node:fs/promises'
import { openChromium, signIn, wide } from '#tests/support/browser.ts'
import { email, openDemoDesk, password } from './demo/desk.ts'
import { takeSandboxPictures } from './sandbox/take-pictures.ts'

const folder = new URL('../docs/images/', import.meta.url).pathname

/** The pictures of the documentation: list and ticket, light and dark, from a desk with demo data; and Slack. */
async function takeScreenshots(): Promise<void> {
  await mkdir(folder, { recursive: true })
  const desk = await openDemoDesk()
  const browser = await openChromium()
  try {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ ...wide, colorScheme: scheme })
      await signIn(page, desk.url, email, password)
      await page.getByRole('link', { name: /Export stops/ }).waitFor()
      await page.screenshot({ path: `${folder}tickets-${scheme}.png` })
      await page.getByRole('link', { name: /Export stops/ }).click()
      await page.getByRole('button', { name: 'Send reply' }).waitFor()
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: `${folder}ticket-${scheme}.png` })
      await page.close()
    }
    await takeSandboxPictures(browser, folder)
    process.stdout.write(`Seven pictures are in ${folder}\n`)
  } finally {
    await browser.close()
    await desk.close()
  }
}

await takeScreenshots()
