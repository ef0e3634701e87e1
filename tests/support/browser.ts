import { setTimeout } from 'node:timers/promises'
import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContextOptions,
  chromium as driver,
  type Page,
} from 'playwright-core'

/**
 * A Chromium that comes with the packages: nothing need be installed on the machine. It is unpacked when it is first
 * asked for, and cannot be started while somebody else is still at that.
 */
export async function openChromium(): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  for (let left = 50; ; left -= 1) {
    try {
      return await driver.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
        headless: true,
      })
    } catch (error) {
      if (left === 0 || !/ETXTBSY/.test(String(error))) throw error
      await setTimeout(200)
    }
  }
}

/** What a page complained of: errors that nobody caught, and whatever its security policy kept out. */
export function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      heard.push(message.text())
  })
  return heard
}

/** Signs in as people do. */
export async function signIn(
  page: Page,
  url: string,
  email: string,
  password: string,
): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${url}/tickets`)
}

/** Somebody signed in, at the list, and what their page complains of from then on. */
export async function look(browser: Browser, url: string, email: string, password: string) {
  const page = await browser.newPage(wide)
  page.setDefaultTimeout(30_000)
  const heard = complaints(page)
  await signIn(page, url, email, password)
  return { page, heard }
}

export const wide: BrowserContextOptions = { viewport: { width: 1360, height: 850 } }
