import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { editMessage } from '#core/tickets/edit-note.ts'
import { withdrawMessage } from '#core/tickets/withdraw.ts'
import { test } from './api.ts'

test('a message says when it was edited; of one that was deleted no word and no file is given', async ({
  api,
}) => {
  const agent = await api.a.agent()
  const token = await api.token(agent)
  const ticket = await api.a.ticket()
  const path = `/tickets/${ticket}/messages`
  const note = (text: string) =>
    api.post(path, token, {
      visibility: 'internal',
      text,
      attachments: [{ filename: 'a.txt', contentBase64: Buffer.from('secret').toString('base64') }],
    })
  const [first, second] = [(await note('Frist')).body, (await note('Gone')).body]
  expect(first).toMatchObject({ editedAt: null, deletedAt: null })
  await perform(api.app, agent, async (work) => {
    await editMessage(work, first.id, { text: 'First' }, agent.personId)
    await withdrawMessage(work, second.id, agent.personId)
  })
  const { items } = (await api.get(path, token)).body
  const now = api.app.clock().toISOString()
  expect(items.slice(1)).toMatchObject([
    { text: 'First', editedAt: now, deletedAt: null },
    { text: '', visibleText: '', editedAt: null, deletedAt: now, attachments: [] },
  ])
  const fileOf = (message: typeof first) => `/attachments/${message.attachments[0].id}`
  expect((await api.get(fileOf(first), token)).status).toBe(200)
  expect((await api.get(fileOf(second), token)).status).toBe(404)
})
