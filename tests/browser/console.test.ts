import { expect, vi } from 'vitest'
import { type App, perform } from '#core/app.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { barriers } from '#tests/support/barriers.ts'
import { wide } from '#tests/support/browser.ts'
import { password } from '#tests/support/http.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/page.ts'
import { startSink } from '#tests/support/sink.ts'

vi.setConfig({ testTimeout: 60_000 }) // Whole journeys, on machines that do other things too.

test('a mail becomes a ticket, is answered, and the answer to that comes in, all without a reload', async ({
  web,
  page,
}) => {
  const relay = await startSink()
  const app: App = { ...web.app, env: { ...web.app.env, SMTP_URL: relay.url } }
  const post = await mailer(app, { connections: 1 })
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''))

  await post.send({ subject: 'The printer is on fire', messageId: '<fire@example.org>' })
  await drain(app)
  await page.getByRole('link', { name: /The printer is on fire/ }).click()
  await page.getByLabel('Reply to the requester').fill('Have you tried water?')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Have you tried water?').and(page.locator('p')).waitFor()
  await drain(app)

  await page.getByText('Sent to ada@example.org').waitFor()
  const sent = relay.received[0]?.raw.toString() ?? ''
  expect(relay.received).toMatchObject([{ to: ['ada@example.org'] }])
  expect(sent).toContain('In-Reply-To: <fire@example.org>')
  expect(sent).toMatch(/^References:\s+<fire@example\.org>/m)

  const ours = /^Message-ID:\s+(<[^>]+>)/im.exec(sent)?.[1] ?? ''
  await post.send({
    subject: 'Re: The printer is on fire',
    text: 'It floats now.',
    inReplyTo: ours,
    references: [ours],
  })
  await drain(app)
  await page.getByText('It floats now.').waitFor()
  expect(await page.locator('body[data-same-page]').count()).toBe(1)
  closeTransport(app)
  await relay.close()
})

test('a hostile mail runs nothing and loads nothing', async ({ web, page }) => {
  const post = await mailer(web.app)
  const asked: string[] = []
  await page.route(/evil\.example/, (route) => {
    asked.push(route.request().url())
    return route.abort()
  })
  await post.send({
    subject: '<img src=x onerror="top.owned=1">',
    text: '',
    html: `<p>Hello <b>there</b></p><script>top.owned = 1; parent.owned = 1</script><img src="https://evil.example/p.png" onerror="top.owned=1">
      <svg onload="top.owned=1"></svg><iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><button>Sign in</button></form>
      <style>body { background: url(https://evil.example/bg) }</style><a href="javascript:top.owned=1">click</a>`,
  })
  await drain(web.app)
  await page.getByRole('link', { name: /onerror/ }).click()
  await page.getByRole('button', { name: 'Show original' }).click()
  const frame = page.frameLocator('iframe[title="Original mail"]')

  await frame.getByText('there').waitFor()
  expect(await frame.locator('script, iframe, form, svg').count()).toBe(0)
  expect(await page.evaluate(() => 'owned' in window)).toBe(false)
  expect(asked).toEqual([])
})

test('the keys do what the mouse does, and nothing while somebody types', async ({
  web,
  page,
  me,
}) => {
  const first = await web.a.ticket({ subject: 'First' })
  await web.a.ticket({ subject: 'Second' })
  await page.getByRole('link', { name: /Second/ }).waitFor()

  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await page.keyboard.press('o')
  await page.getByRole('heading', { name: `#${first} First` }).waitFor()
  await page.keyboard.press('c')
  await expect.poll(() => page.getByLabel('Assignee').inputValue()).toBe(String(me.agent.personId))
  await page.keyboard.press('n')
  await page.getByLabel('Note for agents').pressSequentially('escalate? j k e r')
  expect(await page.getByLabel('Note for agents').inputValue()).toBe('escalate? j k e r')
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')

  await page.getByRole('button', { name: 'Reopen' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
})

test('a draft survives a reload, and a newer message is shown before anything is sent', async ({
  web,
  page,
}) => {
  const post = await mailer(web.app)
  await post.send({ messageId: '<draft@example.org>' })
  await drain(web.app)
  await page.getByRole('link', { name: /Stuck/ }).click()
  const box = page.getByLabel('Reply to the requester')
  await box.fill('A long and careful answer')
  await page.reload()
  await expect.poll(() => box.inputValue()).toBe('A long and careful answer')

  await post.send({ subject: 'Re: Stuck', text: 'Never mind!', inReplyTo: '<draft@example.org>' })
  await drain(web.app)

  await page.getByText('A newer message has arrived').waitFor()
  expect(await page.getByRole('button', { name: 'Send reply' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'I have read it' }).click()

  const { agent } = await web.member()
  const ticket = Number(/\d+$/.exec(page.url())) as TicketId
  await perform(web.app, agent, (work) =>
    replyToTicket(work, ticket, { text: 'It is solved.', undoSeconds: 0 }),
  )
  await page.getByText(`${agent.name} answered while you were writing.`).waitFor()
  await page.getByRole('button', { name: 'I have read it' }).click()
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect.poll(() => box.inputValue()).toBe('')
})

test('signing in leads back to where somebody wanted to go, and signing out ends it', async ({
  web,
  me,
  browser,
}) => {
  const page = await browser.newPage(wide)
  const { url } = web.site
  await page.goto(`${url}/mails?state=held`)
  expect(new URL(page.url()).search).toBe('?redirectTo=%2Fmails%3Fstate%3Dheld')

  await page.getByLabel('Email').fill(me.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('do not belong together').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${url}/mails?state=held`)
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()

  await page.waitForURL(`${url}/sign-in`)
  await page.goto(`${url}/tickets`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.goto(`${url}/sign-in?redirectTo=//evil.example`)
  expect(await page.content()).not.toContain('//evil.example')
  await page.close()
})

test.for(['light', 'dark'] as const)(
  'the main pages have no barrier that axe can find, %s',
  async (scheme, { web, page }) => {
    const post = await mailer(web.app)
    await post.send({
      html: '<p>Help!</p>',
      attachments: [{ filename: 'notes.txt', content: 'x' }],
    })
    await drain(web.app)
    const ticket = await web.a.ticket({ subject: 'Second' })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const found: Record<string, string[]> = {}
    for (const path of pages(ticket)) {
      await page.goto(web.site.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const here = await barriers(page)
      if (here.length > 0) found[path] = here
    }
    expect(found).toEqual({})
  },
)

// Of each colour that initials can have one: lime, pink, green, cyan, indigo, orange, grape, red, teal, violet, blue.
const initials = ['Ana', 'Ben', 'Cleo', 'Dan', 'Gina', 'Hugo', 'Ida', 'Nora', 'Pia', 'Tina', 'Dora']

test('initials and marks of a list can be read in every colour, also of the row that one is at', async ({
  web,
  page,
}) => {
  const statuses = ['open', 'in_progress', 'awaiting_internal', 'awaiting_customer'] as const
  for (const [place, name] of initials.entries()) {
    const { personId } = await web.a.agent({ name })
    const status = statuses[place % statuses.length]
    const ticket = await web.a.ticket({ subject: name, assignee: personId, status })
    await perform(web.app, null, (work) =>
      prioritiseTicket(work, ticket, place % 2 ? 'HIGH' : 'CRITICAL'),
    )
  }
  await page.goto(web.site.url)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const name of ['Hugo', 'Cleo']) {
      await page.getByRole('link', { name }).hover()
      expect(await barriers(page)).toEqual([])
    }
  }
})

function pages(ticket: number): string[] {
  const lists = ['/tickets', '/tickets?q=nothing', '/mails', '/outbox', '/audit']
  const single = [`/tickets/${ticket}`, '/mails/1', '/settings/teams', '/account']
  return [...lists, ...single, '/tickets/9999', '/nowhere']
}
