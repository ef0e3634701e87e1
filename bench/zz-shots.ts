import { mkdirSync } from 'node:fs'
import { perform } from '#core/app.ts'
import { openTicket } from '#core/tickets/open.ts'
import { teamByName } from '#core/teams/teams.ts'
import { findOrAddPerson } from '#core/people/find-or-add.ts'
import { complaints, narrow, openChromium, signIn, wide } from '#tests/support/browser.ts'
import { email, openDemoDesk, password } from './demo/desk.ts'
import { createTransport } from 'nodemailer'

const only = process.argv[2]
mkdirSync('/tmp/shots', { recursive: true })
const desk = await openDemoDesk()
const { app } = desk
const browser = await openChromium()
const say = (x: string) => process.stdout.write(x + '\n')
try {
  const long = await perform(app, null, async (work) => {
    const teamId = await teamByName(work.tx, 'Support')
    const personId = await findOrAddPerson(work, 'long@example.org', 'A very long name that goes on and on because somebody put their whole signature into it')
    const { ticketId } = await openTicket(work, { subject: 'Looooong '.repeat(30) + 'x'.repeat(300), teamId, requester: { personId, address: 'long@example.org' }, first: { channel: 'api', direction: 'inbound', visibility: 'public', authorId: personId, authorAddress: 'long@example.org', text: ('word '.repeat(300) + '\n\n' + 'y'.repeat(600) + '\n').repeat(8) } })
    return ticketId
  })
  for (const [name, options] of [['light', { ...wide, colorScheme: 'light' }], ['dark', { ...wide, colorScheme: 'dark' }], ['narrow', { ...narrow, colorScheme: 'light' }]] as const) {
    const page = await browser.newPage(options)
    const heard = complaints(page)
    await page.goto(`${desk.url}/sign-in`)
    await page.screenshot({ path: `/tmp/shots/sign-in-${name}.png` })
    if (name === 'light') { await page.goto(`${desk.url}/setup`); await page.screenshot({ path: `/tmp/shots/setup-${name}.png` }) }
    await signIn(page, desk.url, email, password)
    const shot = async (file: string, path: string, full = true) => {
      await page.goto(`${desk.url}${path}`, { waitUntil: 'load' })
      await page.waitForTimeout(500)
      await page.screenshot({ path: `/tmp/shots/${file}-${name}.png`, fullPage: full })
    }
    await shot('list', '/tickets')
    const href = async (words: RegExp) => (await page.getByRole('link', { name: words }).first().getAttribute('href')) ?? ''
    const [exports, outage, red] = [await href(/Export stops/), await href(/shop is down/), await href(/Red banner/)]
    await shot('mine', '/tickets?view=mine')
    await shot('empty', '/tickets?view=waiting&q=zzz')
    await shot('ticket', exports)
    await shot('outage', outage, false)
    await shot('html', red, false)
    await shot('long', `/tickets/${long}`)
    await shot('mails', '/mails')
    await shot('mail', '/mails/2')
    await shot('outbox', '/outbox')
    await shot('audit', '/audit', false)
    await shot('teams', '/settings/teams')
    await shot('account', '/account')
    await shot('404', '/tickets/99')
    if (name === 'narrow') {
      await page.goto(`${desk.url}/tickets`)
      await page.getByLabel('Navigation').click()
      await page.waitForTimeout(400)
      await page.screenshot({ path: `/tmp/shots/nav-${name}.png` })
    } else {
      await page.goto(`${desk.url}${exports}`)
      await page.waitForTimeout(300)
      await page.keyboard.press('n')
      await page.waitForTimeout(100)
      await page.keyboard.type('Asked the storage team.')
      await page.screenshot({ path: `/tmp/shots/note-${name}.png` })
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await page.waitForTimeout(400)
      await page.screenshot({ path: `/tmp/shots/keys-${name}.png` })
    }
    say(`${name}: ${JSON.stringify([...new Set(heard)], null, 1)}`)
    await page.close()
  }
} finally {
  await browser.close()
  await desk.close()
}
