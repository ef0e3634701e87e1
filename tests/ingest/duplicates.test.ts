import { expect } from 'vitest'
import { type App, perform, read } from '#core/app.ts'
import { blockedSenders } from '#db/schema/mails.ts'
import { messages } from '#db/schema/messages.ts'
import { readMail } from '#ingest/read-mail.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { conversation, decide, opened } from './placed.ts'

test('a mail becomes one message, however often and by whatever way it is delivered', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { sendRaw } = await mailer(app)
  const mail = 'From: Ada <ada@example.org>\r\nMessage-ID: <1@x>\r\nSubject: Stuck\r\n\r\nHelp!\r\n'
  await sendRaw(mail)
  await sendRaw(`Received: from relay.example\r\nX-Spam-Score: 1\r\n${mail}`)
  await sendRaw(mail, { to: 'help+again@desk.test' })
  await drain(app)

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states).toEqual(['opened', 'duplicate', 'duplicate'])
  expect(await conversation(app, await opened(app))).toHaveLength(1)
})

test('a Message-ID that somebody else has used, or used for something else, hides no mail', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  await send({ messageId: '<1@x>', text: 'One' })
  await send({ messageId: '<1@x>', text: 'Two' })
  await send({ messageId: '<1@x>', text: 'One', from: 'eve@example.org' })
  await drain(app)

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states.filter((state) => state === 'duplicate')).toEqual([])
  expect(await read(app, null, (db) => db.$count(messages))).toBe(3)
})

test('twenty copies at once, each read twice, end in one message', async ({ own: { app, a } }) => {
  await a.homeTeam()
  const { send } = await mailer(app, { connections: 5 })
  await Promise.all(Array.from({ length: 20 }, () => send({ messageId: '<1@x>' })))
  const ids = (await ledger(app)).map(({ id }) => id)
  await Promise.all([...ids, ...ids].map((id) => readMail(app, id)))

  const states = (await ledger(app)).map(({ state }) => state)
  expect(states.filter((state) => state === 'opened')).toHaveLength(1)
  expect(states.filter((state) => state === 'duplicate')).toHaveLength(19)
  expect(await read(app, null, (db) => db.$count(messages))).toBe(1)
})

test('a copy of a mail that is held or taken for spam is a duplicate of it', async ({ app, a }) => {
  await a.homeTeam()
  await block(app, '@spam.example')
  const { send } = await mailer(app)
  const spam = { from: 'x@spam.example', messageId: '<s@x>' }
  const strange = { from: 'eve@example.org', messageId: '<e@x>', inReplyTo: '<1@x>' }
  await send({ messageId: '<1@x>' })
  for (const mail of [spam, spam, strange, strange]) await send(mail)
  await drain(app)

  const [first, second, , fourth] = await ledger(app)
  expect(await ledger(app)).toMatchObject([
    { state: 'opened' },
    { state: 'spam', ticketId: null },
    {
      state: 'duplicate',
      reason: `It is the same as mail ${second?.id}, which was taken for spam.`,
    },
    { state: 'held', ticketId: first?.ticketId },
    {
      state: 'duplicate',
      ticketId: first?.ticketId,
      reason: `It is the same as mail ${fourth?.id}, which is held.`,
    },
  ])
})

test('a copy of what somebody has decided about is a duplicate of its message, or judged anew', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const { send } = await mailer(app)
  const strange = (from: string) => ({ from, messageId: `<${from}>`, inReplyTo: '<1@x>' })
  await send({ messageId: '<1@x>' })
  await send(strange('bob@example.org'))
  await send(strange('eve@example.org'))
  await drain(app)
  const [, bob, eve] = await ledger(app)
  if (!bob || !eve) throw new Error('no mails')
  await decide(app, bob.id, 'join')
  await decide(app, eve.id, 'admit')
  await drain(app)
  await send(strange('bob@example.org'))
  await send(strange('eve@example.org'))
  await drain(app)

  expect((await ledger(app)).slice(1).map(({ state }) => state)).toEqual([
    'appended',
    'held',
    'duplicate',
    'held',
  ])
})

test('twenty copies of a stranger’s answer at once are held once', async ({ own: { app, a } }) => {
  await a.homeTeam()
  const { send } = await mailer(app, { connections: 5 })
  await send({ messageId: '<1@x>' })
  await drain(app)
  const strange = { from: 'eve@example.org', messageId: '<2@x>', inReplyTo: '<1@x>' }
  await Promise.all(Array.from({ length: 20 }, () => send(strange)))
  await Promise.all((await ledger(app)).map(({ id }) => readMail(app, id)))

  const states = Map.groupBy(await ledger(app), ({ state }) => state)
  expect([...states].map(([state, { length }]) => `${length} ${state}`).sort()).toEqual([
    '1 held',
    '1 opened',
    '19 duplicate',
  ])
})

function block(app: App, pattern: string) {
  return perform(app, null, (work) =>
    work.tx.insert(blockedSenders).values({ pattern, reason: '', addedAt: work.now }),
  )
}
