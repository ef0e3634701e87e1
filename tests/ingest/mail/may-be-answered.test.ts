import { expect, test } from 'vitest'
import { mayBeAnswered } from '#ingest/mail/may-be-answered.ts'

const person = { envelopeFrom: 'ada@example.org', sender: 'ada@example.org' }

function answered(fields: string[], who: Partial<typeof person> = {}): boolean {
  const header = ['From: Ada <ada@example.org>', ...fields, 'Subject: Hi', '', 'List-Id: body', '']
  return mayBeAnswered(Buffer.from(header.join('\r\n')), { ...person, ...who })
}

test.for([
  'Auto-Submitted: auto-replied',
  'Auto-Submitted: auto-generated (bot)',
  'auto-submitted:  auto-notified; owner-email="a@b"',
  'X-Auto-Response-Suppress: All',
  'X-Auto-Response-Suppress: DR, AutoReply',
  'List-Id: <news.example.org>',
  'List-Unsubscribe: <mailto:out@example.org>',
  'List-Post: NO',
  'Mailing-List: contact x',
  'Precedence: bulk',
  'Precedence: list',
  'Precedence: junk',
  'Precedence: auto_reply',
  'X-Loop: help@other.test',
  'X-Autoreply: yes',
  'X-Autorespond: x',
  'X-AutoReply-From: a@b.example',
  'X-Failed-Recipients: a@b.example',
  'X-Spam-Flag: YES',
  'Feedback-ID: 1:campaign:mail',
  'Return-Path: <>',
  'Content-Type: multipart/report; report-type=delivery-status',
  'Content-Type:\r\n multipart/report',
])('%j is not answered by a program', (field) => {
  expect(answered([field])).toBe(false)
})

test.for([
  'mailer-daemon',
  'MAILER-DAEMON',
  'postmaster',
  'no-reply',
  'noreply',
  'noreply+tag',
  'do-not-reply',
  'donotreply',
  'shop-noreply',
  'bounces',
  'bounce+b77-abc',
  'list-bounces',
  'owner-list',
  'list-owner',
  'list-request',
  'listserv',
  'majordomo',
  'root',
  'www-data',
  'notifications',
])('%s is a robot', (local) => {
  expect(answered([], { sender: `${local}@example.org` })).toBe(false)
  expect(answered([], { envelopeFrom: `${local}@example.org` })).toBe(false)
})

test('mail without a return path is not answered', () => {
  expect(answered([], { envelopeFrom: '' })).toBe(false)
})

test.for([
  [],
  ['Auto-Submitted: no'],
  ['Auto-Submitted: No (typed)'],
  ['X-Auto-Response-Suppress: None'],
  ['X-Spam-Flag: NO'],
  ['Content-Type: text/plain'],
  ['X-Priority: 1', 'Importance: high'],
])('a person’s mail with %j is', (fields) => {
  expect(answered(fields)).toBe(true)
  expect(answered(fields, { sender: 'rooth@example.org' })).toBe(true)
  expect(answered(fields, { sender: 'newsom@example.org' })).toBe(true)
})

test('it needs no more of a mail than its beginning, and no mail breaks it', () => {
  const cut = Buffer.from('From: ada@example.org\r\nSubject: Hi\r\nX-Long: aaa')
  expect(mayBeAnswered(cut, person)).toBe(true)
  expect(mayBeAnswered(Buffer.alloc(0), person)).toBe(true)
  expect(mayBeAnswered(Buffer.alloc(65_536, 0xff), person)).toBe(true)
})
