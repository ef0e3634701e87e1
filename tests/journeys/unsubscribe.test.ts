import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { acceptProposed } from '#core/tickets/accept-proposed.ts'
import { proposeParts } from '#core/tickets/participants.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { whoTakesPart } from '#core/tickets/who-takes-part.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { answer, withRelay } from '#tests/ingest/outbound/mail-out.ts'
import { test as base } from '#tests/support/http.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { startSink } from '#tests/support/sink.ts'

/** A ticket of Ada's with Bob in Cc. `reply`: the mail of an answer, as the relay gets it. `press`: what the page says. */
const test = base.extend('desk', async ({ web }, { onCleanup }) => {
  const sink = await startSink()
  const app: App = withRelay(web.app, sink.url)
  onCleanup(async () => {
    closeTransport(app)
    await sink.close()
  })
  const agent = await web.a.agent()
  const id = await web.a.ticket({ from: 'ada@example.org' })
  const bob = await web.a.requester('bob@example.org', 'Bob')
  await perform(app, agent, async (work) => {
    await proposeParts(work, id, [bob])
    await acceptProposed(work, id, bob.personId)
  })
  const browser = web.browser()
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: web.url }
  return {
    app,
    id,
    browser,
    async reply(to: { cc?: string[] } = {}) {
      sink.received.length = 0
      await answer(app, agent, id, to)
      await drain(app)
      const mine = sink.received.find((one) => one.to.includes('ada@example.org'))
      const mail = await simpleParser(mine?.raw ?? '')
      const [, header] = /^List-Unsubscribe:\s*<(\S+)>/m.exec(mine?.raw.toString() ?? '') ?? []
      const answers = mail.replyTo?.value[0]?.address ?? ''
      return { to: mine?.to, text: mail.text ?? '', raw: String(mine?.raw), header, answers }
    },
    async press(link: string, address: string) {
      const body = new URLSearchParams({ address }).toString()
      const page = await browser.get(new URL(link).pathname, form, { method: 'POST', body })
      return { status: page.status, text: await page.text() }
    },
    bobLeft: async () =>
      (await read(app, null, (db) => whoTakesPart(db, id))).find((one) => one.id === bob.personId)
        ?.unsubscribedAt,
  }
})

test('whoever is in Cc leaves by a link, gets no more answers, and gets them again once they write', async ({
  desk,
}) => {
  const { header = '', ...first } = await desk.reply()
  expect(first.to).toEqual(['ada@example.org', 'bob@example.org'])
  expect(first.text).toContain(`no more mail of this ticket: ${header}`)
  expect(first.raw).not.toContain('List-Unsubscribe-Post')
  const page = await desk.browser.get(new URL(header).pathname)
  expect(await page.text()).toContain('<form method="post">')
  expect(await desk.bobLeft()).toBeNull()

  expect(await desk.press(header, 'BOB@example.org')).toMatchObject({ status: 200 })
  expect(await desk.bobLeft()).toEqual(desk.app.clock())
  const { items } = await read(desk.app, null, (db) => readTimeline(db, desk.id))
  expect(items[0]).toMatchObject({ kind: 'unsubscribed', details: { address: 'bob@example.org' } })
  const second = await desk.reply()
  expect(second).toMatchObject({ to: ['ada@example.org'], header: undefined })
  expect(second.text).not.toContain('no more mail')

  const byHand = await desk.reply({ cc: ['bob@example.org'] })
  expect(byHand.to).toEqual(['ada@example.org', 'bob@example.org'])
  expect(await desk.reply()).toMatchObject({ to: ['ada@example.org'] })

  const { send } = await mailer(desk.app)
  await send({ from: 'bob@example.org', to: first.answers, text: 'I am back.' })
  await drain(desk.app)
  expect(await desk.bobLeft()).toBeNull()
  expect((await desk.reply()).to).toEqual(['ada@example.org', 'bob@example.org'])
})

test('the page tells nobody who is in Cc, keeps the requester, and many tries have to wait', async ({
  desk,
}) => {
  const { header = '' } = await desk.reply()
  const stranger = await desk.press(header, 'eve@example.org')
  expect((await desk.press(header, 'ada@example.org')).text).toContain('This ticket is your own')
  expect(await desk.bobLeft()).toBeNull()
  const bob = await desk.press(header, 'bob@example.org')
  expect(bob.text.replace(/nonce="[^"]*"/, '')).toBe(stranger.text.replace(/nonce="[^"]*"/, ''))
  expect((await desk.reply()).to).toEqual(['ada@example.org'])
  for (let tries = 3; tries < 10; tries += 1) await desk.press(header, 'eve@example.org')
  expect((await desk.press(header, 'eve@example.org')).status).toBe(429)
})
