import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { surveyOf } from '#core/surveys/find.ts'
import { readTicket } from '#core/tickets/find.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { type RequesterPage, requesterLink } from '#core/tickets/requester-link.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { surveys } from '#db/schema/notifications.ts'
import { type Browser, test as base } from '#tests/support/http.ts'

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** `link`: the path of a link in a mail. `press`: what its button sends. */
const test = base.extend('visitor', ({ web }) => {
  const browser: Browser = web.browser()
  return {
    link: (page: RequesterPage, ticket: TicketId) => {
      const { keys, env, clock } = web.app
      return new URL(requesterLink({ keys, now: clock(), address: env }, page, ticket)).pathname
    },
    get: (path: string, headers = {}) => browser.get(path, headers),
    press: (path: string, fields: Record<string, string> = {}) =>
      browser.get(
        path,
        { ...form, Origin: web.url },
        { method: 'POST', body: new URLSearchParams(fields).toString() },
      ),
  }
})

test('opening a link changes nothing; its button does', async ({ web, visitor }) => {
  const ticket = await web.a.ticket({ status: 'open' })
  const path = visitor.link('solved', ticket)
  const page = await visitor.get(path)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('<form method="post">')
  const status = () => read(web.app, null, async (db) => (await readTicket(db, ticket)).status)
  expect(await status()).toBe('open')
  expect((await visitor.press(path)).status).toBe(200)
  expect(await status()).toBe('resolved')
  expect((await visitor.press(path)).status).toBe(200)
})

test('“Still broken” opens the ticket again with the words of its requester, once in an hour', async ({
  web,
  visitor,
}) => {
  const ticket = await web.a.ticket({ status: 'resolved' })
  const path = visitor.link('broken', ticket)
  await visitor.press(path, { comment: 'It smokes again.' })
  await visitor.press(path, { comment: 'It smokes again.' })
  const { now, said } = await read(web.app, null, async (db) => ({
    now: await readTicket(db, ticket),
    said: (await readConversation(db, ticket)).items,
  }))
  expect(now).toMatchObject({ status: 'open', reopened: 1 })
  expect(said.slice(1)).toMatchObject([{ text: 'It smokes again.', direction: 'inbound' }])
})

test('the page of how it stands tells nothing that is internal, nor what anybody wrote', async ({
  web,
  visitor,
}) => {
  const agent = await web.a.agent({ name: 'Ana Secret' })
  const ticket = await web.a.ticket({
    status: 'awaiting_internal',
    subject: 'Printer',
    text: 'Hot',
  })
  await perform(web.app, agent, (work) => noteOnTicket(work, ticket, { text: 'A fool.' }))
  const page = await (await visitor.get(visitor.link('status', ticket))).text()
  expect(page).toContain('We are working on it.')
  expect(page).not.toMatch(/Secret|fool|Printer|Hot|internal/)
})

test('a rating is kept once, with what is written beside it', async ({ web, visitor }) => {
  const ticket = await web.a.ticket({ status: 'resolved' })
  const teamId = await web.a.homeTeam()
  await perform(web.app, null, (work) =>
    work.tx.insert(surveys).values({ ticketId: ticket, teamId, askedAt: work.now }),
  )
  const path = visitor.link('rate', ticket)
  expect(await (await visitor.get(`${path}?rating=1`)).text()).toMatch(/value="1" required checked/)
  await visitor.press(path, { rating: '2', comment: '<b>Slow</b>' })
  await visitor.press(path, { rating: '5' })
  expect(await read(web.app, null, (db) => surveyOf(db, ticket))).toMatchObject({
    rating: 2,
    comment: '<b>Slow</b>',
  })
})

test('a link of another page, another ticket, or too old is none; many tries have to wait', async ({
  web,
  visitor,
}) => {
  const ticket = await web.a.ticket()
  const path = visitor.link('status', ticket)
  expect((await visitor.get(path.replace('status', 'solved'))).status).toBe(404)
  expect((await visitor.get(path.replace(String(ticket), String(ticket + 1)))).status).toBe(404)
  web.pass(91 * 24 * 60)
  const old = await visitor.get(path, { 'Accept-Language': 'de' })
  expect(old.status).toBe(404)
  expect(await old.text()).toContain('Dieser Link gilt nicht mehr')
  for (let tries = 0; tries < 10; tries += 1) await visitor.get('/requests/rate/none')
  expect((await visitor.get('/requests/rate/none')).status).toBe(429)
})

test('another site cannot press the button', async ({ web }) => {
  const ticket = await web.a.ticket({ status: 'open' })
  const { keys, env, clock } = web.app
  const link = requesterLink({ keys, now: clock(), address: env }, 'solved', ticket)
  const answer = await web
    .browser()
    .get(
      new URL(link).pathname,
      { ...form, Origin: 'https://evil.example' },
      { method: 'POST', body: '' },
    )
  expect(answer.status).toBe(403)
})
