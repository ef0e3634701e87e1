import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { cardIn, test } from './desk-in-slack.ts'

test('a post whose answer got lost is found again, and not made twice', async ({ desk, slack }) => {
  for (const kind of ['broken', 'cut', 'broken'] as const)
    slack.fail('chat.postMessage', { kind, applied: true })
  // The card, then its first message, and that of another ticket: each is made, and unheard.
  await desk.a.ticket({ subject: 'One' })
  await desk.pass(20)
  await desk.a.ticket({ subject: 'Two' })
  await desk.pass(20)
  const cards = slack.channel('support').messages
  expect(cards.map(({ replies }) => replies.length)).toEqual([1, 1])
  expect(slack.calls('chat.postMessage')).toHaveLength(4)
  expect((await desk.posts()).map(({ state }) => state)).toEqual(Array(4).fill('shown'))
}, 30_000)

test('nor is it made twice when Slack cannot even be asked for it', async ({ desk, slack }) => {
  slack.fail('chat.postMessage', { kind: 'broken', applied: true })
  slack.fail('conversations.history', { kind: 'limited', seconds: 3 })
  slack.fail('conversations.history', { kind: 'broken' })
  await desk.a.ticket()
  await desk.pass(30, 1)
  expect(slack.channel('support').messages.map(({ replies }) => replies.length)).toEqual([1])
  expect(slack.calls('conversations.history')).toHaveLength(3)
})

test('trouble at Slack is waited out, with few calls, and then everything is shown once', async ({
  desk,
  slack,
}) => {
  slack.fail('chat.postMessage', { kind: 'limited', seconds: 7 })
  slack.fail('chat.postMessage', { kind: 'limited' })
  slack.fail('chat.postMessage', { kind: 'refused', error: 'internal_error' })
  slack.fail('chat.postMessage', { kind: 'broken' }, { times: 3 })
  await desk.a.ticket()
  await desk.pass(6)
  expect(slack.calls()).toHaveLength(3 + 1) // auth.test, bots.info, conversations.list and one post.
  await desk.pass(2)
  expect(slack.calls('chat.postMessage')).toHaveLength(2)
  await desk.pass(240, 1)
  expect(slack.channel('support').messages).toHaveLength(1)
  expect(cardIn(slack).replies).toHaveLength(1)
}, 30_000)

test('many cards that change at once end in their last state, at a call a second', async ({
  desk,
  slack,
}) => {
  const ids = []
  for (let count = 0; count < 25; count += 1)
    ids.push(await desk.a.ticket({ subject: `Ticket ${count}` }))
  await desk.pass(54, 1)
  const before = slack.calls().length
  for (const priority of ['HIGH', 'LOW', 'CRITICAL'] as const)
    for (const id of ids)
      await perform(desk.app, null, (work) => prioritiseTicket(work, id, priority))
  for (const id of ids) await perform(desk.app, null, (work) => resolveTicket(work, id))
  await desk.pass(34)
  const cards = slack.channel('support').messages
  expect(cards).toHaveLength(25)
  for (const card of cards) expect(card.text).toContain('🔴 Critical · Resolved')
  const calls = slack.calls().slice(before)
  expect(calls.filter(({ method }) => method === 'chat.update')).toHaveLength(25)
  expect(slack.refusals()).toEqual([])
}, 120_000)

test('a card that was deleted comes again, and its thread goes on there', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  const old = cardIn(slack)
  await slack.person('root').join('support')
  await slack.person('root').delete(old)
  await perform(desk.app, null, (work) => resolveTicket(work, id))
  await desk.pass(6)
  const cards = slack.channel('support').messages.filter(({ buttons }) => buttons.length > 0)
  expect(
    cards.map(({ text, replies }) => [text.includes('Resolved'), replies.map((one) => one.text)]),
  ).toEqual([[true, ['✅ Deskwire resolved this']]])
  await ada.reply(old, 'Still here')
  await desk.pass(2)
  expect(await desk.said(id)).toContainEqual({
    visibility: 'internal',
    channel: 'slack',
    text: 'Still here',
    by: 'Ada',
  })
})

test('into a public channel the bot lets itself in', async ({ desk, slack }) => {
  slack.addChannel('open', { members: ['ada'] })
  await perform(desk.app, null, async (work) => {
    await work.tx.execute(`update teams set slack_channel = '#open'`)
  })
  await desk.a.ticket()
  await desk.pass(3)
  expect(cardIn(slack, 'open').replies).toHaveLength(1)
})
