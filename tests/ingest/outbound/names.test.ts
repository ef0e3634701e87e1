import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { findBounced } from '#core/mails/bounced.ts'
import { verifyMessageId, verifyReplyToken, verifyReturnPath } from '#core/mails/reply-token.ts'
import { drain } from '#tests/support/jobs.ts'
import { answer, arrived, fate, outboundOf, test } from './mail-out.ts'

test('an answer carries its ticket three times over, each signed', async ({ desk, sink, a }) => {
  const ticket = await a.ticket()
  const reply = await answer(desk, await a.agent({ name: 'Ana Agent' }), ticket)
  await drain(desk)

  const mail = await arrived(sink)
  const ours = { ticketId: ticket, messageId: reply }
  expect(verifyMessageId(desk.keys, mail.messageId ?? '')).toEqual(ours)
  expect([mail.references].flat().at(-1)).toBe(mail.messageId)
  const [replyTo] = mail.replyTo?.value ?? []
  expect(replyTo).toMatchObject({
    name: 'Ana Agent',
    address: expect.stringMatching(/^help\+r\d+-[a-z2-7]{26}@desk\.test$/),
  })
  expect(verifyReplyToken(desk.keys, replyTo?.address ?? '')).toBe(ticket)
})

test('a bounce finds its mail by where it came to, or by the name it quotes', async ({
  desk,
  sink,
  a,
}) => {
  const reply = await answer(desk, await a.agent(), await a.ticket())
  await drain(desk)
  const id = await outboundOf(desk, reply)
  const from = sink.received[0]?.from ?? ''
  const { headerMessageId } = await fate(desk, reply)
  const find = (recipients: string[], messageIds: string[]) =>
    read(desk, null, (db) => findBounced(db, desk.keys, { recipients, messageIds }))

  expect(from).toMatch(/^help\+b\d+-[a-z2-7]{26}@desk\.test$/)
  expect(verifyReturnPath(desk.keys, from)).toBe(id)
  expect(await find(['help@desk.test', from.toUpperCase()], ['other@example.org'])).toBe(id)
  expect(await find(['help@desk.test'], ['other@example.org', headerMessageId])).toBe(id)
  expect(await find([from.replace('+b', '+b1')], [])).toBeUndefined()
})

test('an answer says of itself that a person wrote it: nothing marks it as automatic', async ({
  desk,
  sink,
  a,
}) => {
  await answer(desk, await a.agent(), await a.ticket())
  await drain(desk)
  expect((await arrived(sink)).raw).not.toMatch(/^(auto-submitted|precedence|x-auto|list-)/im)
})
