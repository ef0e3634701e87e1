import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { returnPath } from '#core/mails/reply-token.ts'
import { readTicket } from '#core/tickets/find.ts'
import { outbound } from '#db/schema/mails.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { answered, conversation } from './placed.ts'

const away = { subject: 'Out of office', headers: { 'Auto-Submitted': 'auto-replied' } }

test('an auto-reply to what we sent is kept with it, by whatever way it is found, and moves nothing', async ({
  app,
  a,
}) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { messageId, address } = await answered(app, await a.agent(), ticket)
  const [mail] = await read(app, null, (db) => db.select().from(outbound))
  const path = mail && returnPath(app.keys, 'help@desk.test', mail.id)
  const before = await read(app, null, (db) => readTicket(db, ticket))
  const { send } = await mailer(app)
  await send({ ...away, text: '1', inReplyTo: messageId })
  await send({ ...away, text: '2', to: address })
  await send({ ...away, text: '3', envelope: { from: 'ada@example.org', to: path ?? '' } })
  await send({ ...away, text: '4', inReplyTo: '<unknown@x>' })
  await drain(app)

  expect((await ledger(app)).map(({ state, ticketId }) => [state, ticketId])).toEqual([
    ['auto_reply', ticket],
    ['auto_reply', ticket],
    ['auto_reply', ticket],
    ['auto_reply', null],
  ])
  const kept = (await conversation(app, ticket)).slice(2)
  expect(kept).toMatchObject(Array(3).fill({ automatic: true, author: null }))
  expect(await read(app, null, (db) => readTicket(db, ticket))).toEqual(before)
})

test('nobody gets into a ticket by calling their mail automatic', async ({ app, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org' })
  const { messageId, address } = await answered(app, await a.agent(), ticket)
  const { send } = await mailer(app)
  await send({ ...away, from: 'eve@example.org', to: address, inReplyTo: messageId })
  await drain(app)

  expect(await ledger(app)).toMatchObject([
    {
      state: 'auto_reply',
      ticketId: ticket,
      messageId: null,
      reason: expect.stringContaining(`takes no part in ticket #${ticket}`),
    },
  ])
  expect(await conversation(app, ticket)).toHaveLength(2)
})
