import { expect, test, vi } from 'vitest'
import { complaints, openChromium, wide } from '#tests/support/browser.ts'
import { launch } from '#tests/support/process.ts'

test('in the sandbox an agent answers with a file, the customer answers back, a colleague asks, and a guest is told why not', async ({
  onTestFinished,
}) => {
  const { child, output, ended } = launch('bench/sandbox/run.ts', ['--port', '0'], {})
  onTestFinished(() => void child.kill('SIGKILL'))
  const browser = await openChromium()
  onTestFinished(() => browser.close())
  const page = await browser.newPage(wide)
  const heard = complaints(page)
  page.setDefaultTimeout(30_000)
  const url = await vi.waitFor(
    () => {
      const [, found] = /Open (\S+)/.exec(output.out) ?? []
      expect(found, output.err).toBeTruthy()
      return String(found)
    },
    { timeout: 60_000, interval: 100 },
  )

  await page.goto(url)
  const card = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Export stops' })
  await card.getByRole('button', { name: 'Claim' }).click()
  await card.getByText('👤 Mira Holm').waitFor()
  await card.getByRole('button', { name: 'Reply', exact: true }).click()
  await page.getByLabel('Your answer').fill('A fix is on its way.')
  const fix = { name: 'fix.txt', mimeType: 'text/plain', buffer: Buffer.from('Fixed.') }
  await page.getByRole('dialog').getByLabel('Files').setInputFiles(fix)
  await page.getByRole('button', { name: 'Take fix.txt out' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await card.getByRole('button', { name: /repl/ }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('✉️ Mira Holm answered').waitFor()

  await page.getByRole('button', { name: 'Customers’ mail' }).click()
  await page.getByText('📎 fix.txt').waitFor()
  await page.getByLabel('Answer as the customer').fill('Thank you, it works!')
  await page.getByRole('button', { name: 'Send mail' }).click()
  await page.getByRole('button', { name: '# support' }).click()
  await card.getByRole('button', { name: /repl/ }).click()
  await thread.getByText('Thank you, it works!').waitFor()
  await thread.getByLabel('Reply in the thread').fill('Glad to *hear* that <!channel>')
  await page.keyboard.press('Enter')
  await thread.getByRole('button', { name: 'lock, by Deskwire' }).waitFor()
  expect(await thread.locator('b', { hasText: /^hear$/ }).count()).toBe(1)

  await page.getByRole('button', { name: 'Gus Lind' }).click()
  const other = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Red banner' })
  await other.getByRole('button', { name: /repl/ }).click()
  await thread.getByRole('button', { name: 'Claim' }).click()
  await page.getByText('Only visible to you').waitFor()
  await page.getByText(/^Not done\. Guests/).waitFor()

  await page.getByRole('button', { name: 'Cleo Park' }).click()
  await page.getByRole('button', { name: '# general' }).click()
  await page.getByLabel('Message # general').fill('/ticket ')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'New ticket' }).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByLabel('Message # general').fill('The lamp over my desk flickers.')
  await page.keyboard.press('Enter')
  const lamp = page.getByRole('main').getByRole('listitem').filter({ hasText: 'The lamp' })
  await lamp.hover()
  await lamp.getByRole('button', { name: 'Add a reaction' }).click()
  await lamp.getByRole('button', { name: 'ticket', exact: true }).click()
  await lamp.getByRole('button', { name: '1 reply' }).waitFor()
  await page.getByRole('button', { name: '🎫 Deskwire' }).click()
  await page.getByText('Need something?').waitFor()
  await page.getByRole('tab', { name: 'Messages' }).waitFor()
  await page.getByRole('button', { name: 'Jonas Weber' }).click()
  await page.getByRole('button', { name: '# support' }).click()
  await lamp.getByRole('button', { name: 'Claim' }).click()
  await lamp.getByText('👤 Jonas Weber').waitFor()

  expect(heard).toEqual([])
  await browser.close()
  child.kill('SIGINT')
  expect([await ended, output.err]).toEqual([0, ''])
}, 180_000)
