import { expect } from 'vitest'
import { test } from './api.ts'

test('admins see, add and remove the folders that mail is fetched from; a password stays inside', async ({
  api,
}) => {
  const admin = await api.token(await api.a.agent({ role: 'admin' }))
  const agent = await api.token(await api.a.agent())
  const given = {
    mailbox: 'help@desk.test',
    host: 'IMAP.example.com',
    username: 'ana',
    password: 'x',
  }
  expect((await api.post('/imap-accounts', agent, given)).status).toBe(403)
  expect((await api.get('/imap-accounts', agent)).status).toBe(403)

  const { status, body } = await api.post('/imap-accounts', admin, given)
  expect({ status, body }).toEqual({
    status: 201,
    body: {
      id: expect.any(Number),
      mailbox: 'help@desk.test',
      host: 'imap.example.com',
      port: 993,
      security: 'tls',
      username: 'ana',
      folder: 'INBOX',
      checkedAt: null,
      problem: null,
      createdAt: expect.any(String),
    },
  })
  expect((await api.post('/imap-accounts', admin, given)).status).toBe(409)
  expect((await api.post('/imap-accounts', admin, { ...given, password: '' })).status).toBe(400)
  expect((await api.get('/imap-accounts', admin)).body).toEqual({ items: [body] })
  expect((await api.call('DELETE', `/imap-accounts/${body.id}`, { as: agent })).status).toBe(403)
  expect((await api.call('DELETE', `/imap-accounts/${body.id}`, { as: admin })).status).toBe(204)
  expect((await api.call('DELETE', `/imap-accounts/${body.id}`, { as: admin })).status).toBe(404)
})
