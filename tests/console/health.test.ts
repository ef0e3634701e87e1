import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { addToken } from '#core/people/tokens.ts'
import { test } from '#tests/support/http.ts'

test('health tells the version and how fast the database is', async ({ web }) => {
  const answer = await web.browser().get('/healthz')

  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    status: 'ok',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    database: expect.stringMatching(/^\d+ ms$/),
  })
  expect((await web.browser().get('/readyz')).status).toBe(200)
})

test('without its database the desk is neither healthy nor ready', async ({ web }) => {
  const begin = web.app.db.transaction
  web.app.db.transaction = () => Promise.reject(new Error('gone'))

  const [health, ready] = [await web.browser().get('/healthz'), await web.browser().get('/readyz')]

  web.app.db.transaction = begin
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({ status: 'failing' })
  expect(ready.status).toBe(503)
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
