import { expect } from 'vitest'
import { test } from './api.ts'

const place = { team: 'Home', language: 'de', kind: 'signature' }

test('a manager gives a team words of its own, sees a mail with them, and goes back', async ({
  api,
}) => {
  await api.a.homeTeam()
  const token = await api.token(await api.a.agent({ role: 'manager' }))
  const text = 'Herzlich, {{agent.name}}'
  const mail = await api.post('/templates/preview', token, { ...place, text })
  expect(mail.body.text).toContain('Herzlich, Ana Agent')
  expect(mail.body.html).toContain('Herzlich, Ana Agent')

  const saved = await api.call('PUT', '/templates', { as: token, body: { ...place, text } })
  expect(saved).toMatchObject({ status: 200, body: { language: 'de', kind: 'signature', text } })
  expect((await api.get('/templates', token)).body.items).toEqual([saved.body])
  expect((await api.post('/templates/remove', token, place)).body.items).toEqual([])
  expect(await api.post('/templates/remove', token, place)).toMatchObject({ status: 404 })
})

test('a variable that does not belong there, and whoever is no manager, is refused', async ({
  api,
}) => {
  await api.a.homeTeam()
  const manager = await api.token(await api.a.agent({ role: 'manager' }))
  const wrong = { ...place, text: '{{password}}' }
  const refused = await api.call('PUT', '/templates', { as: manager, body: wrong })
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('password') },
  })
  const agent = await api.token(await api.a.agent())
  expect(await api.call('PUT', '/templates', { as: agent, body: wrong })).toMatchObject({
    status: 403,
  })
})

test('how a team takes and writes mail is changed by its managers, and stays otherwise', async ({
  api,
}) => {
  const path = `/teams/${await api.a.homeTeam()}/mail-policy`
  const token = await api.token(await api.a.agent({ role: 'manager' }))
  const before = {
    language: 'en',
    acknowledgeHours: null,
    acceptsUnproven: true,
    acceptsCopied: false,
    answersByMail: false,
  }
  expect((await api.get(path, token)).body).toEqual(before)
  const after = { ...before, acknowledgeHours: 4, acceptsUnproven: false }
  const change = { acknowledgeHours: 4, acceptsUnproven: false }
  expect(await api.patch(path, token, change)).toMatchObject({ status: 200, body: after })
  expect(await api.patch(path, token, { acknowledgeHours: 0 })).toMatchObject({ status: 400 })
  const other = await api.a.team()
  expect(await api.patch(`/teams/${other}/mail-policy`, token, change)).toMatchObject({
    status: 403,
  })
})
