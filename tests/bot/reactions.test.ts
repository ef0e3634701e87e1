import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { cardIn, test } from './desk-in-slack.ts'

test('👀 claims, 🚨 escalates and ✅ resolves, on the card or in its thread', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  await ada.react(cardIn(slack), 'eyes')
  await desk.pass(0.25)
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ada' }, status: 'open' })
  const [told] = cardIn(slack).replies
  if (!told) throw new Error('Nothing was told in the thread')
  await ben.react(told, 'rotating_light')
  await ada.react(told, 'rotating_light')
  await desk.pass(0.25)
  expect(await desk.ticket(id)).toMatchObject({ escalation: 1 })
  const written = await ben.reply(cardIn(slack), 'I called them.')
  await desk.pass(0.25)
  await ben.react(written, 'white_check_mark')
  await ada.react(written, 'white_check_mark')
  await desk.pass(5)
  expect(await desk.ticket(id)).toMatchObject({ status: 'resolved' })
  for (const name of ['ada', 'ben']) expect(slack.channel('support').ephemerals(name)).toEqual([])
  expect(cardIn(slack).text).toContain('Resolved')
  expect(slack.refusals()).toEqual([])
})

test('an emoji has its effect once, and taking it away undoes nothing', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  await ada.react(cardIn(slack), 'eyes')
  await desk.pass(1)
  await ada.unreact(cardIn(slack), 'eyes')
  await desk.pass(1)
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ada' } })

  await perform(desk.app, null, (work) => assignTicket(work, id, null))
  const [claimed] = slack.deliveries('reaction_added')
  if (!claimed) throw new Error('No reaction was told')
  await slack.again(claimed)
  await slack.again({ body: { ...claimed.body, event_id: 'EvUnderAnotherName' } })
  await desk.pass(1)
  expect(await desk.ticket(id)).toMatchObject({ assignee: null })

  await ada.react(cardIn(slack), 'eyes')
  await desk.pass(1)
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ada' } })
})

test('whoever is no agent of the ticket gets a no that nobody else sees', async ({
  desk,
  slack,
  ada,
  ben,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  const told = (name: string) =>
    slack
      .channel('support')
      .ephemerals(name)
      .map(({ text }) => text)
  for (const emoji of ['eyes', 'white_check_mark', 'rotating_light'])
    await slack.person('cleo').react(cardIn(slack), emoji)
  await slack.person('cleo').react(cardIn(slack), 'wave')
  await desk.pass(1)
  expect(await desk.ticket(id)).toMatchObject({ status: 'new', assignee: null, escalation: 0 })
  expect(told('cleo')).toHaveLength(3)
  expect(told('cleo')[0]).toMatch(/^Not done\. Your Slack account belongs to no agent/)
  expect(slack.channel('support').ephemerals('cleo')[0]?.buttons).toEqual(['account.connect'])

  await ada.react(cardIn(slack), 'eyes')
  await desk.pass(1)
  await ben.react(cardIn(slack), 'eyes')
  await desk.pass(1)
  expect(told('ben')).toEqual([`Not done. Ticket #${id} has already been claimed by Ada.`])
})

test('emoji elsewhere, and those of the desk itself, do nothing', async ({ desk, slack, ada }) => {
  const id = await desk.a.ticket()
  await perform(desk.app, null, (work) => noteOnTicket(work, id, { text: 'For us' }))
  const talk = await ada.post('support', 'Lunch?')
  await desk.pass(3)
  await ada.react(talk, 'eyes')
  const card = cardIn(slack)
  await slack.emit({
    type: 'reaction_added',
    user: 'U0BOT',
    reaction: 'white_check_mark',
    item: { type: 'message', channel: card.channel, ts: card.ts },
    event_ts: '1.1',
  })
  await desk.pass(1)
  expect(await desk.ticket(id)).toMatchObject({ status: 'new', assignee: null })
  for (const name of ['ada', 'deskwire'])
    expect(slack.channel('support').ephemerals(name)).toEqual([])
})
