import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, vi } from 'vitest'
import { perform } from '#core/app.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { complaints, openChromium, signIn, wide } from '#tests/support/browser.ts'
import { password, test } from '#tests/support/http.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A slow line to a desk: `halfway` settles once half of a page's data has gone through, and no more does for a second. */
async function slowLine(to: string) {
  const { promise: halfway, resolve } = Promise.withResolvers<void>()
  const line = createServer((asked, answer) => {
    const { method = 'GET', headers, url = '/' } = asked
    const onward = request(new URL(url, to), { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      if (!url.includes('.data')) return answered.pipe(answer)
      answered.once('data', (first: Buffer) => {
        answer.write(first.subarray(0, first.length / 2))
        resolve()
        setTimeout(() => answer.end(), 1000)
      })
    })
    asked.pipe(onward)
  })
  line.listen(0, '127.0.0.1')
  await once(line, 'listening')
  return { url: `http://localhost:${(line.address() as AddressInfo).port}`, halfway, line }
}

test('a page that is left while its data is asked for again complains of nothing', async ({
  web,
}) => {
  const { email } = await web.member({ role: 'admin' })
  const ticket = await web.a.ticket()
  const browser = await openChromium()
  const page = await browser.newPage(wide)
  const heard = complaints(page)
  const { url, halfway, line } = await slowLine(web.url)
  await signIn(page, web.site.url, email, password)
  const heardFrom = page.waitForResponse(/\/live$/)
  await page.goto(`${url}/tickets/${ticket}`)
  await heardFrom
  await perform(web.app, null, (work) => prioritiseTicket(work, ticket, 'HIGH'))
  await halfway
  await page.getByRole('link', { name: 'Mine' }).click()
  await page.waitForTimeout(300)
  await browser.close()
  line.closeAllConnections()
  line.close()
  expect(heard).toEqual([])
})
