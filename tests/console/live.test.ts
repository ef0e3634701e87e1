import { expect } from 'vitest'
import type { LiveEvent } from '#console/context.ts'
import { perform } from '#core/app.ts'
import { deactivateAgent } from '#core/people/deactivate.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { asOwner } from '#tests/support/database.ts'
import { type Browser, test } from '#tests/support/http.ts'

/** Listens as a page does. `next` is the next thing told, or undefined when the stream has ended. */
async function listen(browser: Browser) {
  const stop = new AbortController()
  const answer = await browser.get('/live', {}, { signal: stop.signal })
  const events = read(answer)
  return {
    answer,
    stop: () => stop.abort(),
    next: async (): Promise<LiveEvent | undefined> => (await events.next()).value,
  }
}

async function* read(answer: Response): AsyncGenerator<LiveEvent, undefined> {
  let rest = ''
  for await (const part of (answer.body ?? new ReadableStream()).pipeThrough(
    new TextDecoderStream(),
  )) {
    const blocks = (rest + part).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) if (block.startsWith('data: ')) yield JSON.parse(block.slice(6))
  }
  return undefined
}

test('what happens at one moment to a ticket is told once', async ({ web }) => {
  const browser = await web.signedIn()
  const ticket = await web.a.ticket()
  const page = await listen(browser)

  await perform(web.app, browser.agent, async (work) => {
    await noteOnTicket(work, ticket, { text: 'Looking into it.' })
    await resolveTicket(work, ticket)
  })

  expect(page.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  let told = await page.next()
  if (told?.kinds[0] === 'opened' && told.kinds.length === 1) told = await page.next() // From just before.
  expect(told).toEqual({ ticket, kinds: expect.arrayContaining(['noted', 'resolved']) })
  page.stop()
})

test('nobody hears of a ticket that they may not see', async ({ web }) => {
  const theirs = await web.a.team('Theirs')
  const [ana, ben] = [await web.signedIn(), await web.signedIn({ teams: [theirs] })]
  const [anas, bens] = [await listen(ana), await listen(ben)]

  const hidden = await web.a.ticket({ team: theirs })
  const visible = await web.a.ticket()

  expect(await anas.next()).toMatchObject({ ticket: visible })
  expect(await bens.next()).toMatchObject({ ticket: hidden })
  anas.stop()
  bens.stop()
})

test('nobody hears anything without a session', async ({ web }) => {
  expect((await web.browser().get('/live')).status).toBe(401)
})

test('the page of an agent who is deactivated ends', async ({ web }) => {
  const browser = await web.signedIn()
  const page = await listen(browser)

  await perform(web.app, null, (work) => deactivateAgent(work, browser.agent.personId))

  expect(await page.next()).toBeUndefined()
})

test('a lost connection to the database is told, because something may have been missed', async ({
  web,
}) => {
  const page = await listen(await web.signedIn())

  await asOwner(
    web.database.ownerUrl,
    (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`,
  )

  expect(await page.next()).toEqual({ ticket: null, kinds: ['missed'] })
  page.stop()
})

test('a page that has gone is forgotten', async ({ web }) => {
  const browser = await web.signedIn()
  const page = await listen(browser)
  const pages = async () =>
    /^deskwire_live_pages (\d+)$/m.exec(await (await browser.get('/metrics')).text())?.[1]
  expect(await pages()).toBe('1')

  page.stop()
  await browser.get('/live', {}, { method: 'HEAD' })

  await expect.poll(pages).toBe('0')
})

test('stopping ends every page', async ({ web }) => {
  const page = await listen(await web.signedIn())

  await web.site.close()

  expect(await page.next()).toBeUndefined()
})
