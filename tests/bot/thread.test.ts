import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { startSink } from '#tests/support/sink.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `relay`: takes the desk's mail. */
const test = base
  .extend('relay', async ({ task: _ }, { onCleanup }) => {
    const relay = await startSink()
    onCleanup(relay.close)
    return relay
  })
  .override('settings', async ({ relay }) => ({ SMTP_URL: relay.url }))

test('what is written in the thread is a note, with a receipt, and no mail leaves', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  slack.duplicate(4)
  await ada.reply(cardIn(slack), 'Has *anybody* seen this? https://desk.test/7')
  slack.duplicate(1)
  await ada.post('support', 'Not in a thread')
  await desk.pass(3)
  expect((await desk.said(id)).slice(1)).toEqual([
    {
      visibility: 'internal',
      channel: 'slack',
      text: 'Has anybody seen this? https://desk.test/7',
      by: 'Ada',
    },
  ])
  expect(await desk.outbound()).toEqual([])
  expect(cardIn(slack).replies.map(({ by, reactions }) => [by, reactions])).toEqual([
    ['deskwire', {}],
    ['ada', { lock: ['deskwire'] }],
  ])
  expect(slack.refusals()).toEqual([])
})

test('a receipt that was set unheard does not stay beside the one that is true by then', async ({
  desk,
  slack,
  ada,
}) => {
  await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  slack.fail('reactions.add', { kind: 'cut', applied: true })
  slack.fail('reactions.add', { kind: 'broken' }, { times: 3 }) // Until the mail has left.
  await ada.reply(cardIn(slack), '!Have you tried water?')
  await desk.pass(2)
  const receipts = () => cardIn(slack).replies.at(-1)?.reactions
  expect(receipts()).toEqual({ clock3: ['deskwire'] })
  await desk.pass(60, 1)
  expect(receipts()).toEqual({ email: ['deskwire'] })
})

test('a message told under several names, as a mention too, is one note', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  await ada.reply(cardIn(slack), '@deskwire look')
  const [told] = slack
    .deliveries('message')
    .filter(({ body }) => JSON.stringify(body).includes('look'))
  if (told) await slack.again({ body: { ...told.body, event_id: 'Ev-another' } })
  await desk.pass(2)
  expect(await desk.said(id)).toHaveLength(2)
})

test('a `!` before it sends it to the requester, once it can no longer be undone', async ({
  desk,
  slack,
  ada,
  relay,
}) => {
  const id = await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  await ada.reply(cardIn(slack), '! Try *again* & tell me')
  await desk.pass(3)
  expect((await desk.said(id)).at(-1)).toMatchObject({
    visibility: 'public',
    text: 'Try again & tell me',
    by: 'Ada',
  })
  const reply = () => cardIn(slack).replies.at(-1)
  expect(reply()?.reactions).toEqual({ clock3: ['deskwire'] })
  expect(
    slack
      .channel('support')
      .ephemerals('ada')
      .map(({ text }) => text),
  ).toEqual(['Leaves in 15 seconds.'])
  expect(relay.received).toEqual([])
  await desk.pass(15, 1)
  expect(reply()?.reactions).toEqual({ email: ['deskwire'] })
  expect(relay.received.map(({ to }) => to)).toEqual([['customer@example.org']])

  relay.refuse('customer@example.org', '550 5.1.1 No such user')
  await ada.reply(cardIn(slack), '!And now?')
  await desk.pass(20, 1)
  expect(reply()?.reactions).toEqual({ warning: ['deskwire'] })
  expect(slack.refusals()).toEqual([])
})

test('it can be taken back while it has not left', async ({ desk, slack, ada }) => {
  await desk.a.ticket()
  await desk.pass(3)
  await ada.reply(cardIn(slack), '!Too soon')
  await desk.pass(2)
  const [offer] = slack.channel('support').ephemerals('ada')
  if (!offer) throw new Error('Nothing was offered')
  await ada.press(offer, 'ticket.undo')
  await desk.worked()
  await desk.pass(4)
  expect(await desk.outbound()).toEqual([{ state: 'cancelled' }])
  expect(cardIn(slack).replies[1]?.reactions).toEqual({ leftwards_arrow_with_hook: ['deskwire'] })
})

test('notes and answers written elsewhere are told in the thread, and how an answer fares', async ({
  desk,
  slack,
}) => {
  const id = await desk.a.ticket({ from: 'customer@example.org' })
  const agent = await desk.a.agent({ name: 'Dora' })
  await perform(desk.app, agent, (work) => noteOnTicket(work, id, { text: 'Call them <!channel>' }))
  await perform(desk.app, agent, (work) =>
    replyToTicket(work, id, {
      text: 'Done.',
      html: '<p>It is <b>done</b>: <a href="https://a.test">see</a></p>',
      undoSeconds: 10,
    }),
  )
  await desk.pass(5)
  expect(cardIn(slack).replies.map(({ text }) => text)).toEqual([
    '📩 Ada Customer wrote\nIt burns.',
    '🔒 Dora noted\nCall them <!channel>',
    '🕒 Dora answered · Leaves soon · to customer@example.org\nIt is done: see (https://a.test/)',
  ])
  await desk.pass(12, 1)
  expect(cardIn(slack).replies.at(-1)?.text).toMatch(
    /^✉️ Dora answered · Sent · to customer@example.org/,
  )
})

test('the Reply button opens a form, which answers the requester once', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  await ada.press(cardIn(slack), 'ticket.reply')
  await desk.worked()
  expect(ada.reads('modal')).toMatch(/^To customer@example.org\n/)
  expect(await ada.submit({ text: 'On its way.' })).toEqual({ sent: true, errors: {} })
  expect((await desk.said(id)).at(-1)).toMatchObject({
    visibility: 'public',
    channel: 'slack',
    text: 'On its way.',
    by: 'Ada',
  })
  expect(await desk.outbound()).toHaveLength(1)
  await desk.pass(3)
  expect(cardIn(slack).replies.at(-1)?.text).toMatch(/^🕒 Ada answered · Leaves soon/)
})
