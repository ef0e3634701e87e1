import { expect } from 'vitest'
import { look, openChromium } from './browser.ts'
import { test as base, password } from './http.ts'

/**
 * `browser`: one for the file. `page`: what `me`, an admin by default, looks at in it, signed in; it may complain of
 * nothing.
 */
export const test = base
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await openChromium()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('me', ({ web }) => web.member({ role: 'admin' }))
  .extend('page', async ({ browser, web, me, task }, { onCleanup }) => {
    const { page, heard } = await look(browser, web.site.url, me.email, password)
    onCleanup(async () => {
      if (task.result?.state === 'fail')
        process.stderr.write(
          `${page.url()} showed:\n${await page.locator('body').ariaSnapshot()}\n`,
        )
      await page.close()
      expect(heard).toEqual([])
    })
    return page
  })
