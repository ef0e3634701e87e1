import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { findTickets } from '#core/tickets/find.ts'
import { readConversation } from '#core/tickets/story.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `said`: the conversation of the only ticket. */
const test = base
  .extend('cleo', ({ slack }) => slack.person('cleo'))
  .extend('said', ({ desk }) => async () => {
    const { items } = await read(desk.app, null, (db) => findTickets(db))
    if (!items[0] || items.length > 1) throw new Error(`There are ${items.length} tickets`)
    const { id } = items[0]
    return (await read(desk.app, null, (db) => readConversation(db, id))).items
  })

test('what a requester edits reads so for agents, who are told once; what it said is kept', async ({
  desk,
  slack,
  cleo,
  said,
}) => {
  const asked = await cleo.dm('My printer burns')
  const more = await cleo.reply(asked, 'Room 7')
  await desk.pass(5, 1)
  slack.duplicate(3)
  await cleo.edit(asked, 'My printer *smokes* <!channel>')
  slack.duplicate(1)
  await cleo.edit(more, 'Room 8')
  await desk.pass(8, 1)
  expect(await said()).toMatchObject([
    { text: 'My printer smokes <!channel>', versions: [{ text: 'My printer burns' }] },
    { text: 'Room 8', versions: [{ text: 'Room 7' }] },
  ])
  const { replies } = cardIn(slack)
  expect(replies.map(({ text }) => text)).toEqual([
    '📩 Cleo wrote · edited\nMy printer smokes <!channel>',
    '📩 Cleo wrote · edited\nRoom 8',
    '✏️ Cleo edited what they wrote. It reads so now above.',
    '✏️ Cleo edited what they wrote. It reads so now above.',
  ])
  expect(slack.refusals()).toEqual([])
})

test('what a requester deletes is gone for agents too, but for that it was there', async ({
  desk,
  slack,
  cleo,
  said,
}) => {
  const asked = await cleo.dm('Help')
  const secret = await cleo.reply(asked, 'My password is hunter2')
  await desk.pass(4, 1)
  await cleo.delete(secret)
  await desk.pass(4, 1)
  expect(await said()).toMatchObject([{ text: 'Help' }, { text: '', deletedAt: expect.any(Date) }])
  expect(cardIn(slack).text).not.toContain('hunter2')
  expect(cardIn(slack).replies.map(({ text }) => text)).toEqual([
    '📩 Cleo wrote\nHelp',
    '🗑️ A message of Cleo was deleted',
  ])
  await cleo.delete(asked) // Answers hang on it: it leaves an empty message behind.
  await desk.pass(4, 1)
  expect((await said())[0]).toMatchObject({ text: '', deletedAt: expect.any(Date) })
})

test('an edit that comes before its message is what the ticket says', async ({
  desk,
  slack,
  cleo,
  said,
}) => {
  const held = slack.hold()
  const asked = await cleo.dm('Hlep')
  await cleo.edit(asked, 'Help')
  await held.release((events) => events.toReversed())
  await desk.pass(2)
  expect(await said()).toMatchObject([{ text: 'Help' }])
})

test('an answer that an agent edits where its requester reads it says that for both', async ({
  desk,
  slack,
  cleo,
  ada,
  said,
}) => {
  const asked = await cleo.post('support', 'Help')
  await cleo.react(asked, 'ticket')
  await desk.pass(3)
  const answer = await ada.reply(asked, 'Trun it off')
  await desk.pass(3)
  await ada.edit(answer, 'Turn it off')
  await desk.pass(3)
  expect((await said()).at(-1)).toMatchObject({ text: 'Turn it off', visibility: 'public' })
  expect(slack.channel('support').ephemerals('ada')).toEqual([])
})
