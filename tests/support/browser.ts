import chromium from '@sparticuz/chromium'
import { type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core'

/** A Chromium that comes with the packages: nothing need be installed on the machine. */
export async function openChromium() {
  return driver.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    headless: true,
  })
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

export const wide: BrowserContextOptions = { viewport: { width: 1360, height: 850 } }
