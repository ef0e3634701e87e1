import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { type App, perform } from '#core/app.ts'
import { beginCanary, canaryFailed } from '#core/canary/begin.ts'
import { addToken } from '#core/people/tokens.ts'
import { record } from '#core/timeline.ts'
import { test } from '#tests/support/http.ts'

test('health tells the version and how fast the database is', async ({ web }) => {
  const answer = await web.browser().get('/healthz')

  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    status: 'ok',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    database: expect.stringMatching(/^\d+ ms$/),
    checks: { loops: { ok: true, words: 'No mail goes in circles.' } },
  })
  expect((await web.browser().get('/readyz')).status).toBe(200)
})

test('without its database the desk is neither healthy nor ready', async ({ web }) => {
  const begin = web.app.readOnly.transaction
  web.app.readOnly.transaction = () => Promise.reject(new Error('gone'))

  const [health, ready] = [await web.browser().get('/healthz'), await web.browser().get('/readyz')]

  web.app.readOnly.transaction = begin
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({ status: 'failing' })
  expect(ready.status).toBe(503)
})

/** Mails that came back, from one address, at this moment. */
function circling(app: App, count: number) {
  return perform(app, null, (work) =>
    work.tx.execute(sql`insert into mails
        (received_at, door, envelope_from, envelope_to, team_ids, raw, size, state, read_at, sender)
      select ${work.now.toISOString()}::timestamptz, 'email', '', '{}', '{}', '', 0, 'loop', now(), 'ada@example.org'
      from generate_series(1, ${count}::int)`),
  )
}

test('mail in circles degrades the desk for an hour, and only its watchers hear whose it is', async ({
  web,
}) => {
  const elsewhere = web.browser({ 'X-Forwarded-For': '198.51.100.7' })
  const health = async (browser = web.browser()) => {
    const answer = await browser.get('/healthz')
    return [answer.status, await answer.json()]
  }
  await circling(web.app, 5)
  expect(await health()).toMatchObject([200, { status: 'ok', checks: { loops: { ok: true } } }])

  await circling(web.app, 1)
  const words = '6 mails came in circles within an hour.'
  expect(await health()).toMatchObject([
    200,
    { status: 'degraded', checks: { loops: { ok: false, words, details: ['ada@example.org'] } } },
  ])
  expect(await health(elsewhere)).toMatchObject([
    200,
    { status: 'degraded', checks: { loops: { ok: false, words } } },
  ])
  expect(JSON.stringify(await health(elsewhere))).not.toContain('example.org')
  expect((await web.browser().get('/readyz')).status).toBe(200)
  expect(await (await web.browser().get('/metrics')).text()).toMatch(/^deskwire_loop_mails 6$/m)

  web.pass(61)
  expect(await health()).toMatchObject([200, { status: 'ok' }])
})

test('an address that would have got too much automatic mail is named', async ({ web }) => {
  const ticket = await web.a.ticket()
  await perform(web.app, null, (work) =>
    record(work, ticket, 'not_acknowledged', { to: 'ada@example.org', reason: 'enough' }),
  )
  expect(await (await web.browser().get('/healthz')).json()).toMatchObject({
    status: 'degraded',
    checks: { loops: { ok: false, details: ['ada@example.org'] } },
  })
})

test('a canary that is missing degrades the desk, and is never a reason to send people elsewhere', async ({
  web,
}) => {
  const health = async () => (await web.browser().get('/healthz')).json()
  web.app.env.CANARY_MINUTES = 10
  expect(await health()).toMatchObject({ status: 'ok', checks: { canary: { ok: true } } })
  await web.a.homeTeam()
  const canary = await perform(web.app, null, (work) => beginCanary(work, undefined))
  await perform(web.app, null, (work) => canaryFailed(work, canary.id, 'The relay is away.'))
  web.pass(21)

  expect(await health()).toMatchObject({
    status: 'degraded',
    checks: {
      canary: {
        ok: false,
        words: 'No canary has arrived for 21 minutes.',
        details: ['The relay is away.'],
      },
    },
  })
  expect((await web.browser().get('/healthz')).status).toBe(200)
  const metrics = await (await web.browser().get('/metrics')).text()
  expect(metrics).toMatch(/^deskwire_canary_late 1$/m)
  expect(metrics).toMatch(/^deskwire_canary_missed_seconds 1260$/m)
  expect(metrics).not.toMatch(/^deskwire_canary_lag_seconds \d/m)
})

test('metrics count work, not customers', async ({ web }) => {
  await web.a.ticket({ subject: 'A secret matter', from: 'ada@example.org' })
  await perform(web.app, null, async (work) => work.enqueue('mail.sweep', {}))

  const answer = await web.browser().get('/metrics')
  const words = await answer.text()

  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(words).toContain('# TYPE deskwire_mails gauge\n')
  expect(words).toMatch(/^deskwire_jobs\{queue="mail\.sweep",state="created"\} 1$/m)
  expect(words).toMatch(/^deskwire_live_pages 0$/m)
  expect(words).toMatch(/^deskwire_event_loop_delay_seconds [\d.e-]+$/m)
  expect(words).not.toMatch(/secret|ada|example\.org/)
})

test('metrics are for this machine, or for a token that may read them', async ({ web }) => {
  const { agent } = await web.member({ role: 'admin' })
  const token = await perform(web.app, null, (work) =>
    addToken(work, agent.personId, { name: 'prometheus', scopes: ['metrics:read'] }),
  )
  const other = await perform(web.app, null, (work) =>
    addToken(work, agent.personId, { name: 'reader', scopes: ['tickets:read'] }),
  )
  const elsewhere = web.browser({ 'X-Forwarded-For': '198.51.100.7' })

  expect((await elsewhere.get('/metrics')).status).toBe(401)
  expect((await elsewhere.get('/metrics', { Authorization: `Bearer ${other}` })).status).toBe(401)
  expect((await elsewhere.get('/metrics', { Authorization: `Bearer ${token}` })).status).toBe(200)
})
