import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { suppressAddress } from '#core/mails/suppressions.ts'
import type { OutboundId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { receipts } from '#db/schema/people.ts'
import { type Got, test } from './api.ts'

const words = { visibility: 'public', text: 'Try again' }

test('a reply waits for its moment, and can be taken back until then', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const path = `/tickets/${await api.a.ticket()}/messages`
  const sendAt = new Date(api.app.clock().getTime() + 3_600_000).toISOString()
  const { body } = await api.post(path, token, { ...words, sendAt })
  expect(body.delivery).toEqual({ state: 'scheduled', reason: null })
  expect((await api.get('/outbound?state=scheduled', token)).body.items).toMatchObject([
    { notBefore: sendAt },
  ])

  const undo = () => api.post(`/messages/${body.id}/undo`, token)
  expect(await undo()).toMatchObject({ status: 200, body: { text: 'Try again' } })
  expect(await undo()).toMatchObject({ status: 409 })
  expect((await api.get(path, token)).body.items).toHaveLength(1)
})

test('asking twice with one key gives the words twice, and keeps none of them beside the key', async ({
  api,
}) => {
  const token = await api.token(await api.a.agent())
  const { body } = await api.post(`/tickets/${await api.a.ticket()}/messages`, token, words)
  const undo = () =>
    api.post(`/messages/${body.id}/undo`, token, undefined, { 'Idempotency-Key': 'undo-1' })
  expect(await undo()).toMatchObject({ status: 200, body: { text: 'Try again' } })
  expect(await undo()).toMatchObject({ status: 200, body: { text: 'Try again' } })
  const kept = await perform(api.app, null, (work) => work.tx.select().from(receipts))
  expect(JSON.stringify(kept)).toContain('undo-1')
  expect(JSON.stringify(kept)).not.toContain('Try again')
})

test('a moment that has gone, or of a note, is refused', async ({ api }) => {
  const token = await api.token(await api.a.agent())
  const path = `/tickets/${await api.a.ticket()}/messages`
  const gone = await api.post(path, token, { ...words, sendAt: '2020-01-01T00:00:00Z' })
  expect(gone).toMatchObject({ status: 400, body: { detail: expect.stringContaining('to come') } })
  const note = { ...words, visibility: 'internal', sendAt: '2099-01-01T00:00:00Z' }
  expect((await api.post(path, token, note)).body.detail).toContain('leave out to, cc and sendAt')
})

test('a reply that did not arrive is sent again, to the address as it should have been', async ({
  api,
}) => {
  const token = await api.token(await api.a.agent())
  const ticket = await api.a.ticket({ from: 'ada@exmaple.org' })
  const { body } = await api.post(`/tickets/${ticket}/messages`, token, words)
  const resend = (from: string) =>
    api.post(`/messages/${body.id}/resend`, token, { from, to: 'ada@example.org' })
  expect((await resend('ada@exmaple.org')).body.detail).toContain('has not come back')
  await perform(api.app, null, (work) =>
    work.tx.update(outbound).set({ state: 'failed', reason: '550 No such domain' }),
  )
  const sent = await resend('ada@exmaple.org')
  expect(sent.status).toBe(200)
  expect((await api.get('/outbound?state=queued', token)).body.items).toMatchObject([
    {
      id: sent.body.outboundId as OutboundId,
      to: ['ada@example.org'],
      ticketId: ticket as TicketId,
    },
  ])
})

test('suppressed addresses are listed with the reason, and mail is let go there again', async ({
  api,
}) => {
  const token = await api.token(await api.a.agent())
  await perform(api.app, null, (work) => suppressAddress(work, 'Gone@example.org', '5.1.1 Unknown'))
  expect((await api.get('/suppressions', token)).body).toEqual({
    items: [
      {
        address: 'gone@example.org',
        reason: '5.1.1 Unknown',
        since: api.app.clock().toISOString(),
      },
    ],
  })
  const lift = (): Promise<Got> =>
    api.call('DELETE', '/suppressions/gone@example.org', { as: token })
  expect(await lift()).toMatchObject({ status: 200, body: { address: 'gone@example.org' } })
  expect(await lift()).toMatchObject({ status: 404 })
  expect((await api.get('/suppressions', token)).body.items).toEqual([])
})
