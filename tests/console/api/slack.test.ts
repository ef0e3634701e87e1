import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { concludeEvent, keepEvent } from '#core/slack/inbox.ts'
import { test } from './api.ts'

test('admins see what Slack told and failed, without what was said, and have it worked again', async ({
  own: { app, a },
  api,
}) => {
  const ids = await perform(app, null, async (work) => {
    const kept = []
    for (const key of ['Ev1', 'Ev2', 'Ev3'])
      kept.push(await keepEvent(work, { key, kind: 'message', payload: { text: 'a secret' } }))
    const [first, second] = kept
    if (first) await concludeEvent(work, first.id, 'failed', 'It broke.')
    if (second) await concludeEvent(work, second.id, 'done')
    return kept.map((one) => one?.id)
  })
  const admin = await api.token(await a.agent({ role: 'admin' }))
  const { body } = await api.get('/slack/events?state=failed', admin)
  expect(body).toMatchObject({
    items: [{ id: ids[0], kind: 'message', reason: 'It broke.' }],
    next: null,
  })
  expect(JSON.stringify(body)).not.toContain('a secret')
  const page = await api.get('/slack/events?limit=2', admin)
  expect(page.body.items).toHaveLength(2)
  expect((await api.get(`/slack/events?cursor=${page.body.next}`, admin)).body.items).toHaveLength(
    1,
  )
  expect((await api.get('/slack/events?cursor=x', admin)).status).toBe(400)

  const replayed = await api.call('POST', `/slack/events/${ids[0]}/replay`, { as: admin })
  expect(replayed.body).toEqual({ id: ids[0], state: 'received' })
  expect((await api.call('POST', `/slack/events/${ids[1]}/replay`, { as: admin })).status).toBe(404)
  expect((await api.get('/slack/posts', admin)).body).toEqual({ items: [] })

  const agent = await api.token(await a.agent())
  expect((await api.get('/slack/events', agent)).status).toBe(403)
  expect((await api.call('POST', `/slack/events/${ids[0]}/replay`, { as: agent })).status).toBe(403)
})
