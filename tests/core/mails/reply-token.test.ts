import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyRing } from '#core/key-ring.ts'
import {
  replyAddress,
  returnPath,
  signMessageId,
  verifyMessageId,
  verifyReplyToken,
  verifyReturnPath,
} from '#core/mails/reply-token.ts'
import type { MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'

const older = 'an older secret of thirty-two characters'
const newer = 'a newer secret of thirty-two characters'
const keys = keyRing([newer, older])
const ticketId = 1042 as TicketId
const message = { ticketId, messageId: 77 as MessageId }
const mail = 5 as OutboundId

const id = signMessageId(keys, message, 'desk.test')
const reply = replyAddress(keys, 'help@desk.test', ticketId) ?? ''
const path = returnPath(keys, 'help@desk.test', mail) ?? ''

test('what we have named we know again', () => {
  expect(id).toMatch(/^t1042\.m77\.[a-z2-7]{4}\.[a-z2-7]{26}@desk\.test$/)
  expect(reply).toMatch(/^help\+r1042-[a-z2-7]{26}@desk\.test$/)
  expect(path).toMatch(/^help\+b5-[a-z2-7]{26}@desk\.test$/)
  expect(verifyMessageId(keys, id)).toEqual(message)
  expect(verifyMessageId(keys, `<${id}>`)).toEqual(message)
  expect(verifyReplyToken(keys, reply)).toBe(ticketId)
  expect(verifyReturnPath(keys, path)).toBe(mail)
})

test('mail systems may change the case of letters', () => {
  expect(verifyMessageId(keys, id.toUpperCase())).toEqual(message)
  expect(verifyReplyToken(keys, reply.toUpperCase())).toBe(ticketId)
  expect(verifyReturnPath(keys, path.toUpperCase())).toBe(mail)
})

test('a mail that goes out again has a name of its own for the same message', () => {
  const again = signMessageId(keys, message, 'desk.test', 2)
  expect(again).not.toBe(id)
  expect(verifyMessageId(keys, again)).toEqual(message)
  expect(verifyMessageId(keys, again.replace('.c2', '.c3'))).toBeNull()
  expect(verifyMessageId(keys, again.replace('.c2', ''))).toBeNull()
})

test('names given with an older key are known until it leaves the ring', () => {
  const before = keyRing([older])
  const old = {
    id: signMessageId(before, message, 'desk.test'),
    reply: replyAddress(before, 'help@desk.test', ticketId) ?? '',
  }
  expect(verifyMessageId(keys, old.id)).toEqual(message)
  expect(verifyReplyToken(keys, old.reply)).toBe(ticketId)
  expect(verifyMessageId(keyRing([newer]), old.id)).toBeNull()
  expect(verifyReplyToken(keyRing([newer]), old.reply)).toBeNull()
  expect(verifyMessageId(before, id)).toBeNull()
})

test('a signature is worth nothing for another number or another purpose', () => {
  expect(verifyReplyToken(keys, reply.replace('1042', '1043'))).toBeNull()
  expect(verifyMessageId(keys, id.replace('t1042', 't1043'))).toBeNull()
  expect(verifyMessageId(keys, id.replace('m77', 'm78'))).toBeNull()
  expect(verifyReplyToken(keys, path)).toBeNull()
  expect(verifyReturnPath(keys, path.replace('+b', '+r'))).toBeNull()
  expect(verifyReplyToken(keys, reply.replace('+r', '+b'))).toBeNull()
})

test.for([
  '',
  '@',
  'help@desk.test',
  'help+c00042@desk.test',
  reply.slice(0, -20),
  reply.replace(/.@/, '@'),
  reply.replace('@', 'a@'),
  reply.replace('1042', '01042'),
  reply.replace('1042', '99999999999'),
  `${reply}@evil.example`,
  reply.replace('+', '-'),
])('%j is no token', (address) => {
  expect(verifyReplyToken(keys, address)).toBeNull()
  expect(verifyReturnPath(keys, address)).toBeNull()
  expect(verifyMessageId(keys, address)).toBeNull()
})

test('nothing anybody sends is an error, or a token by chance', () => {
  const begun = fc.constantFrom('', 'help+r1042-', 'help+b5-', 't1042.m77.')
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z2-7]{26}$/))
  fc.assert(
    fc.property(begun, anything, (start, rest) => {
      expect(verifyReplyToken(keys, `${start}${rest}@desk.test`)).toBeNull()
      expect(verifyReturnPath(keys, `${start}${rest}@desk.test`)).toBeNull()
      expect(verifyMessageId(keys, `${start}${rest}@desk.test`)).toBeNull()
    }),
  )
})

test('a single letter that differs is enough', () => {
  for (let at = reply.indexOf('-') + 1; at < reply.indexOf('@'); at += 1) {
    const other = reply[at] === 'q' ? 'z' : 'q'
    expect(verifyReplyToken(keys, `${reply.slice(0, at)}${other}${reply.slice(at + 1)}`)).toBeNull()
  }
})

test('a mailbox whose name leaves no room for a token is left as it is', () => {
  expect(replyAddress(keys, `${'a'.repeat(31)}@desk.test`, ticketId)?.indexOf('@')).toBe(64)
  expect(replyAddress(keys, `${'a'.repeat(33)}@desk.test`, ticketId)).toBeNull()
  expect(replyAddress(keys, 'help+eu@desk.test', ticketId)).toBeNull()
})
