import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { findTickets } from '#core/tickets/find.ts'
import { cardIn, test } from './desk-in-slack.ts'

test('a message that is shown in the channel too is one note, edited or not', async ({
  desk,
  slack,
  ada,
}) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  slack.duplicate(2)
  const said = await ada.reply(cardIn(slack), 'All of you, look', { broadcast: true })
  await ada.edit(said, 'All of you: look')
  slack.duplicate(1)
  await desk.pass(2)
  expect((await desk.said(id)).slice(1)).toMatchObject([
    { text: 'All of you: look', visibility: 'internal' },
  ])
})

test('an answer that is shown in the channel too is one mail', async ({ desk, slack, ada }) => {
  await desk.a.ticket()
  await desk.pass(3)
  await ada.reply(cardIn(slack), '!Done', { broadcast: true })
  await desk.pass(2)
  expect(await desk.outbound()).toHaveLength(1)
})

test('in the thread of a requester it is heard once, and asks for no ticket of its own', async ({
  desk,
  slack,
}) => {
  const cleo = slack.person('cleo')
  const asked = await cleo.post('support', 'Help')
  await cleo.react(asked, 'ticket')
  await desk.pass(3)
  await cleo.reply(asked, 'Hurry', { broadcast: true })
  await desk.pass(2)
  const { items } = await read(desk.app, null, (db) => findTickets(db))
  expect(items).toHaveLength(1)
  if (items[0])
    expect(await desk.said(items[0].id)).toMatchObject([{ text: 'Help' }, { text: 'Hurry' }])
})
