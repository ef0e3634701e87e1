import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { sendNote } from '#core/slack/send-note.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { MessageId, PersonId, TicketId } from '#db/schema/columns.ts'
import { teams } from '#db/schema/teams.ts'
import { startSink } from '#tests/support/sink.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `relay`: takes the desk's mail. `id`: a ticket with its card. */
const test = base
  .extend('relay', async ({ task: _ }, { onCleanup }) => {
    const relay = await startSink()
    onCleanup(relay.close)
    return relay
  })
  .override('settings', async ({ relay }) => ({ SMTP_URL: relay.url }))
  .extend('id', async ({ desk, slack }): Promise<TicketId> => {
    slack.world.app.shortcuts.push('note.send')
    const id = await desk.a.ticket({ from: 'customer@example.org' })
    await desk.pass(3)
    return id
  })

test('a hundred messages in a thread send no mail; each gesture sends one', async ({
  desk,
  slack,
  ada,
  relay,
  id,
}) => {
  const card = cardIn(slack)
  for (let number = 1; number <= 100; number += 1) await ada.reply(card, `Thought ${number}!`)
  await desk.pass(1)
  expect(await desk.said(id)).toHaveLength(101)
  expect(await desk.outbound()).toEqual([])
  slack.duplicate(4)
  await ada.reply(card, '!One')
  await ada.reply(card, '! Two')
  slack.duplicate(1)
  await ada.press(cardIn(slack), 'ticket.reply')
  await desk.worked()
  await ada.submit({ text: 'Three' })
  await desk.pass(20, 2)
  expect(relay.received).toHaveLength(3)
}, 60_000)

test('taken back after fourteen seconds it never leaves', async ({
  desk,
  slack,
  ada,
  relay,
  id,
}) => {
  await ada.reply(cardIn(slack), '!Too soon')
  await desk.pass(14, 1)
  const [offer] = slack.channel('support').ephemerals('ada')
  if (!offer) throw new Error('Nothing was offered')
  await ada.press(offer, 'ticket.undo')
  await desk.worked()
  const [answer, ...others] = slack.channel('support').ephemerals('ada')
  expect([answer?.text, answer?.buttons, others]).toEqual([
    expect.stringMatching(/^Taken back: it was not sent.*Too soon/s),
    [],
    [],
  ])
  await desk.pass(10, 1)
  expect(relay.received).toEqual([])
  expect(await desk.said(id)).toHaveLength(1)
})

test('“Send to requester” shows to whom a note would go, and sends it once', async ({
  desk,
  slack,
  ada,
  relay,
  id,
}) => {
  const note = await ada.reply(cardIn(slack), 'Turn it off & on')
  await desk.pass(2)
  await ada.messageShortcut(note, 'note.send')
  await desk.worked()
  expect(ada.reads('modal')).toBe('To customer@example.org\n> Turn it off & on')
  expect(await desk.outbound()).toEqual([])
  await ada.submit()
  await ada.messageShortcut(note, 'note.send')
  await desk.worked()
  expect(slack.channel('support').ephemerals('ada').at(-1)?.text).toMatch(
    /^Not done\. This has been sent to the requester already/,
  )
  await desk.pass(20, 1)
  expect(relay.received).toHaveLength(1)
  expect(cardIn(slack).replies.find(({ ts }) => ts === note.ts)?.reactions).toEqual({
    email: ['deskwire'],
  })
  expect((await desk.said(id)).map(({ visibility, text }) => [visibility, text])).toEqual([
    ['public', 'It burns.'],
    ['internal', 'Turn it off & on'],
    ['public', 'Turn it off & on'],
  ])
  expect(slack.refusals()).toEqual([])
})

test('a form that is sent twice, or was altered, sends nothing more', async ({
  desk,
  slack,
  ada,
  ben,
  relay,
  id,
}) => {
  const note = await ada.reply(cardIn(slack), 'Mine')
  const other = await ben.reply(cardIn(slack), 'Not mine')
  await desk.pass(3)
  await ada.messageShortcut(other, 'note.send')
  await desk.worked()
  expect(ada.modal()).toBeUndefined()
  expect(slack.channel('support').ephemerals('ada').at(-1)?.text).toMatch(
    /^Not done\. .*only whoever wrote a note can send it/,
  )
  await ada.messageShortcut(note, 'note.send')
  await desk.worked()
  const mine = String(ada.modal()?.private_metadata)
  const theirs = mine.replace(/\d+$/, (number) => String(Number(number) + 1))
  await ada.submit({}, { private_metadata: theirs })
  expect(ada.reads('modal')).toContain('only whoever wrote a note can send it')
  expect(relay.received).toEqual([])
  expect(await desk.outbound()).toEqual([])
  await ada.close()
  await ada.messageShortcut(note, 'note.send')
  await desk.worked()
  const [, sent] = mine.split(':').map(Number) as [number, MessageId]
  const { items } = await read(desk.app, null, (db) => readConversation(db, id))
  const author = items.find((one) => one.id === sent)?.author?.id as PersonId
  const agent = await desk.a.actor(author)
  await perform(desk.app, agent, (work) => sendNote(work, sent, author, 15))
  await ada.submit()
  expect(ada.reads('modal')).toContain('has been sent to the requester already')
  await desk.pass(20, 1)
  expect(relay.received).toHaveLength(1)
  expect(await desk.said(id)).toHaveLength(4)
})

test('where replies are the default the card says so, and `//` or 🔒 keeps a message in', async ({
  desk,
  slack,
  ada,
  relay,
}) => {
  await perform(desk.app, null, async (work) => {
    await work.tx.update(teams).set({ repliesByDefault: true })
  })
  const id = await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  expect(cardIn(slack).text).toContain('What you write in this thread goes to the requester.')
  await ada.reply(cardIn(slack), 'Hello')
  await ada.reply(cardIn(slack), '// They are cross')
  await ada.reply(cardIn(slack), '🔒 Very')
  await ada.reply(cardIn(slack), '!Bye')
  await desk.pass(20, 1)
  expect(relay.received).toHaveLength(2)
  expect((await desk.said(id)).slice(1).map(({ visibility, text }) => [visibility, text])).toEqual([
    ['public', 'Hello'],
    ['internal', 'They are cross'],
    ['internal', 'Very'],
    ['public', 'Bye'],
  ])
})

test('a thread that began as one of notes stays one, and all do once the team changes its mind', async ({
  desk,
  slack,
  ada,
  id,
}) => {
  const set = (repliesByDefault: boolean) =>
    perform(desk.app, null, async (work) => {
      await work.tx.update(teams).set({ repliesByDefault })
    })
  await set(true)
  await ada.reply(cardIn(slack), 'Between us')
  await desk.a.ticket({ subject: 'Next' })
  await desk.pass(4)
  await set(false)
  const next = slack.channel('support').messages.find(({ text }) => text.includes('Next'))
  if (!next) throw new Error('There is no second card')
  expect(next.text).toContain('goes to the requester')
  await ada.reply(next, 'Between us, too')
  await desk.pass(2)
  expect(await desk.outbound()).toEqual([])
  expect((await desk.said(id)).at(-1)).toMatchObject({ visibility: 'internal' })
})
