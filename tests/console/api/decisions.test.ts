import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { mailboxOf } from '#core/mails/recipients.ts'
import { proposeParts } from '#core/tickets/participants.ts'
import { test } from './api.ts'

test('a held mail is decided about once, by those who may', async ({ api }) => {
  const agent = await api.a.agent({ name: 'Grace' })
  const token = await api.token(agent)
  const id = await perform(api.app, null, async (work) => {
    const box = await mailboxOf(work.tx, 'help@desk.test')
    const mail = await acceptMail(work, {
      door: 'email',
      remoteAddress: null,
      envelopeFrom: 'eve@evil.test',
      envelopeTo: ['help@desk.test'],
      recipients: box ? [box] : [],
      raw: Buffer.from('From: eve@evil.test\r\n\r\nHi\r\n'),
    })
    await concludeMail(work, mail, { state: 'held', reason: 'Who?' }, { sender: 'eve@evil.test' })
    return mail
  })
  const path = `/mails/${id}/decide`
  const reader = await api.token(agent, ['mails:read'])
  const stranger = await api.token(await api.a.agent({ teams: [await api.a.team()] }))
  expect((await api.post(path, reader, { decision: 'admit' })).status).toBe(403)
  expect((await api.post(path, stranger, { decision: 'admit' })).status).toBe(404)
  expect((await api.post(path, token, { decision: 'burn' })).status).toBe(400)
  expect((await api.post(path, token, { decision: 'admit', seen: 'held' })).status).toBe(400)

  const decided = await api.post(path, token, { decision: 'spam', block: 'domain' })
  expect(decided).toMatchObject({ status: 200, body: { id, state: 'spam' } })
  expect(await api.post(path, token, { decision: 'spam' })).toMatchObject({
    status: 409,
    body: { code: 'already-decided', detail: expect.stringContaining('Grace took it for spam') },
  })
  expect(await api.post(path, token, { decision: 'admit' })).toMatchObject({
    status: 200,
    body: { state: 'received' },
  })
})

test('somebody named in Cc is seen, accepted and taken out', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const id = await api.a.ticket({ from: 'ada@example.org' })
  const bob = await api.a.requester('bob@example.org', 'Bob')
  await perform(api.app, null, (work) => proposeParts(work, id, [bob]))
  const path = `/tickets/${id}/participants`
  const ada = { email: 'ada@example.org', role: 'requester' }
  const { body } = await api.get(path, token)
  expect(body.items).toMatchObject([ada, { id: bob.personId, name: 'Bob', role: 'proposed' }])

  const accepted = await api.post(`${path}/${bob.personId}/accept`, token)
  expect(accepted.body.items).toMatchObject([ada, { role: 'cc' }])
  const out = await api.call('DELETE', `${path}/${bob.personId}`, { as: token })
  expect(out.body.items).toMatchObject([ada])
  const gone = await api.call('DELETE', `${path}/${bob.personId}`, { as: token })
  expect(gone).toMatchObject({ status: 404, body: { code: 'not-found' } })
  const stranger = await api.token(await api.a.agent({ teams: [await api.a.team()] }))
  expect((await api.get(path, stranger)).status).toBe(404)
})
