import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { fileKey, keepFile } from '#core/files/keep.ts'
import { claimMail } from '#core/mails/outbox.ts'
import { readTicket } from '#core/tickets/find.ts'
import { readTimeline } from '#core/tickets/story.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import { deliverMail, sendLeftovers } from '#ingest/outbound/deliver.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { drain, queued } from '#tests/support/jobs.ts'
import { startSink } from '#tests/support/sink.ts'
import { answer, arrived, fate, outboundOf, test, withRelay } from './mail-out.ts'

test('an answer leaves after its undo window, and its ticket says so', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const ticket = await a.ticket()
  const reply = await answer(desk, await a.agent(), ticket, { undoSeconds: 60 })

  await drain(desk)
  await deliverMail(desk, await outboundOf(desk, reply))
  expect(await fate(desk, reply)).toMatchObject({ state: 'queued', attempts: 0 })
  expect(sink.received).toEqual([])

  pass(1)
  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({
    state: 'sent',
    attempts: 1,
    sentAt: desk.clock(),
    reason: 'Taken by the relay: 250 OK, queued as 4F1A.',
    lockedUntil: null,
  })
  const { items } = await read(desk, null, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({ kind: 'sent', details: { messageId: reply } })
})

test('an answer that was taken back never leaves and was no first response', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const ticket = await a.ticket()
  const agent = await a.agent()
  const reply = await answer(desk, agent, ticket, { undoSeconds: 60, text: 'Too soon' })

  expect(await perform(desk, agent, (work) => undoReply(work, reply))).toBe('Too soon')
  pass(2)
  await drain(desk)
  await sendLeftovers(desk)
  await drain(desk)

  expect(sink.received).toEqual([])
  expect(await fate(desk, reply)).toMatchObject({ state: 'cancelled' })
  const { firstResponseAt } = await read(desk, agent, (db) => readTicket(db, ticket))
  expect(firstResponseAt).toBeNull()
})

test('an answer that has left, or may have, cannot be taken back', async ({ desk, sink, a }) => {
  const agent = await a.agent()
  sink.answerNext('451 4.3.0 Try again later')
  const tried = await answer(desk, agent, await a.ticket())
  const sent = await answer(desk, agent, await a.ticket())
  await drain(desk)

  for (const reply of [tried, sent])
    await expect(perform(desk, agent, (work) => undoReply(work, reply))).rejects.toMatchObject({
      code: 'too-late-to-undo',
    })
})

test('what a relay puts off is sent again, later and later, always the same bytes', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  sink.answerNext('451 4.3.0 Try again later', 'drop')
  const reply = await answer(desk, await a.agent(), await a.ticket())

  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({
    state: 'queued',
    attempts: 1,
    reason: 'The relay put the mail off: 451 4.3.0 Try again later.',
    notBefore: new Date(desk.clock().getTime() + 15_000),
  })

  pass(0.25)
  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({
    state: 'queued',
    attempts: 2,
    reason: expect.stringMatching(/^The line to the relay 127\.0\.0\.1:\d+ broke/),
    notBefore: new Date(desk.clock().getTime() + 30_000),
  })

  pass(0.5)
  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({ state: 'sent', attempts: 3 })
  const bytes = (await fate(desk, reply)).raw
  expect(sink.received.map(({ raw }) => bytes?.equals(raw))).toEqual([true, true, true])
})

test('what a relay refuses for good is seen at once and not tried again', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const ticket = await a.ticket()
  sink.answerNext('550 5.7.1 Looks like spam')
  const reply = await answer(desk, await a.agent(), ticket)
  await drain(desk)

  const reason = 'The relay refused the mail: 550 5.7.1 Looks like spam.'
  expect(await fate(desk, reply)).toMatchObject({ state: 'failed', reason, sentAt: null })
  const { items } = await read(desk, null, (db) => readTimeline(db, ticket))
  expect(items[0]).toMatchObject({ kind: 'not_sent', details: { messageId: reply, reason } })

  pass(60 * 24)
  await sendLeftovers(desk)
  await drain(desk)
  expect(sink.received).toHaveLength(1)
})

test('who of several was refused stands in the reason; refused for all, it has failed', async ({
  desk,
  sink,
  a,
}) => {
  sink.refuse('gone@example.org', '550 5.1.1 No such user')
  const agent = await a.agent()
  const some = await answer(desk, agent, await a.ticket({ from: 'ada@example.org' }), {
    cc: ['gone@example.org', 'ADA@example.org', 'help@desk.test'],
  })
  const none = await answer(desk, agent, await a.ticket({ from: 'gone@example.org' }))
  await drain(desk)

  expect(await fate(desk, some)).toMatchObject({
    state: 'sent',
    to: ['ada@example.org'],
    cc: ['gone@example.org'],
    reason: expect.stringContaining('Refused for gone@example.org: 550 5.1.1 No such user.'),
  })
  expect(await fate(desk, none)).toMatchObject({
    state: 'failed',
    reason: 'The relay refused the mail: 550 5.1.1 No such user.',
  })
  expect((await arrived(sink)).cc).toMatchObject({ text: 'gone@example.org' })
})

test.for([
  'no address',
  'two@example.org,three@example.org',
  'a@example.org>\r\nRCPT TO:<b@example.org',
  'a(b)@example.org',
  '"a b"@example.org',
])('%j is refused as a recipient', async (wrong, { app, a }) => {
  const agent = await a.agent()
  const ticket = await a.ticket()
  await expect(answer(app, agent, ticket, { to: [wrong] })).rejects.toMatchObject({
    code: 'wrong-input',
  })
  await expect(answer(app, agent, ticket, { cc: [wrong] })).rejects.toMatchObject({
    code: 'wrong-input',
  })
})

test('without a relay mail waits, and leaves when there is one', async ({ app, sink, a }) => {
  const agent = await a.agent()
  const ticket = await a.ticket()
  const reply = await answer(app, agent, ticket)
  await drain(app)
  await sendLeftovers(app)

  expect(await queued(app)).toEqual([])
  expect(await fate(app, reply)).toMatchObject({
    state: 'queued',
    attempts: 0,
    reason: 'Waits for a relay: SMTP_URL is not set',
  })

  const desk = withRelay(app, sink.url)
  await sendLeftovers(desk)
  await sendLeftovers(desk)
  expect(await queued(desk)).toEqual(['mail.deliver'])
  await drain(desk)
  closeTransport(desk)
  expect(await fate(desk, reply)).toMatchObject({ state: 'sent' })
})

test('a relay that is not there is named, and mail waits for it', async ({ app, a, pass }) => {
  const desk = withRelay(app, 'smtp://user:hidden@127.0.0.1:1')
  const reply = await answer(desk, await a.agent(), await a.ticket())
  await drain(desk)

  const { reason, state } = await fate(desk, reply)
  expect(state).toBe('queued')
  expect(reason).toMatch(/^The relay 127\.0\.0\.1:1 cannot be reached.*ECONNREFUSED/)
  expect(reason).not.toContain('hidden')

  for (let hours = 0; hours < 48; hours += 1) {
    pass(60)
    await drain(desk)
  }
  closeTransport(desk)
  expect(await fate(desk, reply)).toMatchObject({
    state: 'failed',
    attempts: 30,
    reason: expect.stringMatching(/^Given up after 30 attempts/),
  })
})

test('an answer taken back a second before its window ends is never sent', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const agent = await a.agent()
  const reply = await answer(desk, agent, await a.ticket(), { undoSeconds: 15 })

  pass(14 / 60)
  await drain(desk)
  await perform(desk, agent, (work) => undoReply(work, reply))
  for (const minutes of [1 / 60, 2, 60]) {
    pass(minutes)
    await sendLeftovers(desk)
    await drain(desk)
  }

  expect(sink.received).toEqual([])
})

test('an answer taken back in the moment it leaves is either, never both', async ({ own }) => {
  const sink = await startSink()
  const desk = withRelay(own.app, sink.url)
  const agent = await own.a.agent()
  const ticket = await own.a.ticket()
  for (let n = 0; n < 8; n += 1) {
    sink.received.length = 0
    const reply = await answer(desk, agent, ticket)
    const id = await outboundOf(desk, reply)
    const undo = () => perform(desk, agent, (work) => undoReply(work, reply))
    const both = [() => deliverMail(desk, id), undo]
    await Promise.allSettled((n % 2 ? both : both.toReversed()).map((go) => go()))
    const { state } = await fate(desk, reply)
    expect(sink.received).toHaveLength(state === 'sent' ? 1 : 0)
    expect(['sent', 'cancelled']).toContain(state)
  }
  closeTransport(desk)
  await sink.close()
})

test('of two workers with the same mail one sends it', async ({ own }) => {
  const sink = await startSink()
  const desks = [withRelay(own.app, sink.url), withRelay(own.app, sink.url)]
  const reply = await answer(own.app, await own.a.agent(), await own.a.ticket())
  const id = await outboundOf(own.app, reply)

  await Promise.all([...desks, ...desks].map((desk) => deliverMail(desk, id)))

  expect(sink.received).toHaveLength(1)
  expect(await fate(own.app, reply)).toMatchObject({ state: 'sent', attempts: 1 })
  for (const desk of desks) closeTransport(desk)
  await sink.close()
})

test('mail of a sender that died is sent by another, once its lock has ended', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const reply = await answer(desk, await a.agent(), await a.ticket())
  const id = await outboundOf(desk, reply)
  const bytes = Buffer.from('Subject: as composed\r\n\r\nBody\r\n')
  await perform(desk, null, (work) => claimMail(work, id, bytes))

  await drain(desk)
  await sendLeftovers(desk)
  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({ state: 'sending', attempts: 1 })
  expect(sink.received).toEqual([])

  pass(2)
  await sendLeftovers(desk)
  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({ state: 'sent', attempts: 2 })
  expect((await arrived(sink)).bytes).toEqual(bytes)
})

test('a mail whose file is missing waits with the reason, and leaves once it is back', async ({
  desk,
  sink,
  a,
  pass,
}) => {
  const content = Buffer.from('the only copy')
  const file = await keepFile(desk.files, content)
  await desk.files.delete(fileKey(file.sha256))
  const files = [
    { ...file, filename: 'a.txt', contentType: 'text/plain', inline: false, contentId: null },
  ]
  const reply = await answer(desk, await a.agent(), await a.ticket(), { files })

  await drain(desk)
  expect(await fate(desk, reply)).toMatchObject({
    state: 'queued',
    attempts: 1,
    reason: expect.stringContaining('could not be put together'),
  })

  await keepFile(desk.files, content)
  pass(1)
  await drain(desk)
  expect((await arrived(sink)).attachments).toMatchObject([{ content }])
})
