import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { messageVersions } from '#db/schema/messages.ts'
import { people } from '#db/schema/people.ts'
import { startSink } from '#tests/support/sink.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `relay`: takes the desk's mail. `id`: a ticket with its card. `last`: the last that was said on it. */
const test = base
  .extend('relay', async ({ task: _ }, { onCleanup }) => {
    const relay = await startSink()
    onCleanup(relay.close)
    return relay
  })
  .override('settings', async ({ relay }) => ({ SMTP_URL: relay.url }))
  .extend('id', async ({ desk }): Promise<TicketId> => {
    const id = await desk.a.ticket({ from: 'customer@example.org' })
    await desk.pass(3)
    return id
  })
  .extend(
    'last',
    ({ desk, id }) =>
      async () =>
        (await read(desk.app, null, (db) => readConversation(db, id))).items.at(-1),
  )
  .extend(
    'whispers',
    ({ slack }) =>
      () =>
        slack
          .channel('support')
          .ephemerals('ada')
          .map(({ text }) => text),
  )

test('a note that is edited says the new, and keeps what it said and who changed it', async ({
  desk,
  slack,
  ada,
  id,
  last,
}) => {
  const note = await ada.reply(cardIn(slack), 'Frist')
  await desk.pass(2)
  slack.duplicate(3)
  await ada.edit(note, 'First')
  slack.duplicate(1)
  await ada.edit(note, 'First, *really*')
  await desk.pass(2)
  expect(await last()).toMatchObject({
    text: 'First, really',
    visibility: 'internal',
    editedAt: expect.any(Date),
    versions: [
      { version: 1, text: 'Frist' },
      { version: 2, text: 'First' },
    ],
  })
  const [version] = await read(desk.app, null, (db) => db.select().from(messageVersions))
  expect(version?.changedById).toBe((await last())?.author?.id)
  expect(await desk.said(id)).toHaveLength(2)
  expect(slack.refusals()).toEqual([])
})

test('edits that come in any order, even before their message, end in the last', async ({
  desk,
  slack,
  ada,
  id,
  last,
}) => {
  const held = slack.hold()
  const note = await ada.reply(cardIn(slack), 'One')
  await ada.edit(note, 'Two')
  await ada.edit(note, 'Three')
  await held.release((events) => events.toReversed())
  await desk.pass(2)
  expect(await last()).toMatchObject({ text: 'Three', visibility: 'internal' })
  expect(await desk.said(id)).toHaveLength(2)
})

test('a message and its edits that come at once end in the last', async ({
  desk,
  slack,
  ada,
  last,
}) => {
  const held = slack.hold()
  const note = await ada.reply(cardIn(slack), 'One')
  await ada.edit(note, 'Two')
  await held.releaseAtOnce()
  await desk.pass(2)
  expect(await last()).toMatchObject({ text: 'Two' })
})

test('links that unfold, answers and reactions are no edit', async ({
  desk,
  slack,
  ada,
  ben,
  id,
  last,
}) => {
  const note = await ada.reply(cardIn(slack), `See https://desk.test/tickets/${id}`)
  await desk.pass(3)
  await ben.reply(cardIn(slack), 'Thanks')
  await ben.react(note, 'heart')
  await desk.pass(3)
  expect(slack.deliveries('message').map(({ body }) => JSON.stringify(body))).toContainEqual(
    expect.stringContaining('message_changed'),
  )
  expect((await read(desk.app, null, (db) => readConversation(db, id))).items).toMatchObject([
    {},
    { editedAt: null, text: `See https://desk.test/tickets/${id}` },
    { editedAt: null },
  ])
  expect((await last())?.text).toBe('Thanks')
})

test('an edit within the undo window changes what is sent, in one mail', async ({
  desk,
  slack,
  ada,
  relay,
  id,
  last,
}) => {
  const reply = await ada.reply(cardIn(slack), '!Restart teh printer')
  await desk.pass(10, 1)
  await ada.edit(reply, '!Restart the printer')
  await desk.pass(20, 1)
  expect(relay.received).toHaveLength(1)
  expect(relay.received[0]?.raw.toString()).toContain('Restart the printer')
  expect(relay.received[0]?.raw.toString()).not.toContain('teh')
  expect(await last()).toMatchObject({ text: 'Restart the printer', visibility: 'public' })
  expect(await desk.said(id)).toHaveLength(2)
})

test('an edit after it has left changes nothing, and offers a correction that is sent once', async ({
  desk,
  slack,
  ada,
  ben,
  relay,
  id,
  whispers,
}) => {
  const reply = await ada.reply(cardIn(slack), '!Press the red button')
  await ada.reply(cardIn(slack), 'Between us: they are cross')
  await desk.pass(20, 1)
  slack.duplicate(3)
  await ada.edit(reply, '!Press the *green* button')
  slack.duplicate(1)
  await desk.pass(3)
  expect(relay.received).toHaveLength(1)
  expect((await desk.said(id))[1]?.text).toBe('Press the red button')
  expect(whispers().filter((text) => text.startsWith('That answer has left'))).toHaveLength(1)
  const line = () => cardIn(slack).replies.filter(({ text }) => text.startsWith('✏️'))
  expect(line()).toHaveLength(1)
  const [offer] = line()
  if (!offer) throw new Error('Nothing was offered')
  await ben.press(offer, 'edit.send')
  await desk.worked()
  expect(slack.channel('support').ephemerals('ben')[0]?.text).toMatch(/^Not done\..*only whoever/)
  await ada.press(offer, 'edit.send')
  await desk.worked()
  await ada.press(offer, 'edit.send')
  await desk.worked()
  expect(whispers().at(-1)).toMatch(/^Not done\. A correction has been sent already/)
  await desk.pass(20, 1)
  expect(relay.received).toHaveLength(2)
  const mail = relay.received[1]?.raw.toString() ?? ''
  expect(mail).toContain('Correction to my last message:')
  expect(mail).toContain('Press the green button')
  expect(mail).not.toContain('cross')
  expect(line()[0]?.text).toMatch(/A correction was sent\.$/)
  expect(line()[0]?.buttons).toEqual([])
  expect(slack.refusals()).toEqual([])
})

test('an answer can be kept as it was sent; a later edit asks anew', async ({
  desk,
  slack,
  ada,
  relay,
  id,
}) => {
  const reply = await ada.reply(cardIn(slack), '!Yes')
  await desk.pass(20, 1)
  await ada.edit(reply, '!No')
  await desk.pass(3)
  const [offer] = slack.channel('support').ephemerals('ada').slice(-1)
  if (!offer) throw new Error('Nothing was offered')
  await ada.press(offer, 'edit.leave')
  await desk.worked()
  await ada.edit(reply, '!Perhaps')
  await desk.pass(15, 1)
  const lines = cardIn(slack).replies.filter(({ text }) => text.startsWith('✏️'))
  expect(lines.map(({ buttons }) => buttons)).toEqual([[], ['edit.send', 'edit.leave']])
  expect(lines[0]?.text).toMatch(/It was kept as it was\.$/)
  expect(relay.received).toHaveLength(1)
  expect((await desk.said(id)).at(-1)?.text).toBe('Yes')
})

test('a correction speaks the language of the requester; one that was taken back can be sent again', async ({
  desk,
  slack,
  ada,
  relay,
  id,
}) => {
  await perform(desk.app, null, async (work) => {
    await work.tx.update(people).set({ language: 'de' }).where(eq(people.name, 'Ada Customer'))
  })
  const reply = await ada.reply(cardIn(slack), '!Ja')
  await desk.pass(20, 1)
  await ada.edit(reply, '!Nein')
  await desk.pass(2)
  const whisper = () => slack.channel('support').ephemerals('ada').at(-1)
  const offer = whisper()
  if (!offer) throw new Error('Nothing was offered')
  await ada.press(offer, 'edit.send')
  await desk.worked()
  const undo = whisper()
  const line = () => cardIn(slack).replies.find(({ text }) => text.startsWith('✏️'))
  await desk.pass(5)
  expect(line()?.text).toMatch(/A correction was sent\.$/)
  if (undo) await ada.press(undo, 'ticket.undo')
  await desk.worked()
  await desk.pass(20, 1)
  expect(relay.received).toHaveLength(1)
  expect(line()?.text).not.toContain('A correction was sent.')
  expect(line()?.buttons).toEqual(['edit.send', 'edit.leave'])
  await ada.press(offer, 'edit.send')
  await desk.worked()
  await desk.pass(20, 1)
  expect(relay.received).toHaveLength(2)
  expect((await desk.said(id)).at(-1)?.text).toBe('Korrektur zu meiner letzten Nachricht:\n\nNein')
})

test('a note that is edited into a `!` sends nothing, and its author is told how to', async ({
  desk,
  slack,
  ada,
  relay,
  last,
  whispers,
}) => {
  const note = await ada.reply(cardIn(slack), 'Call me')
  await desk.pass(2)
  await ada.edit(note, '!Call me')
  await desk.pass(20, 1)
  expect(relay.received).toEqual([])
  expect(await last()).toMatchObject({ visibility: 'internal' })
  expect(whispers()).toEqual([expect.stringContaining('still a note')])
})

test('a note that is deleted leaves a tombstone; its words are found nowhere but in its versions', async ({
  desk,
  slack,
  ada,
  id,
  last,
}) => {
  const note = await ada.reply(cardIn(slack), 'Embarrassing xylophone')
  await desk.pass(2)
  slack.duplicate(3)
  await ada.delete(note)
  await desk.pass(3)
  expect(await last()).toMatchObject({ text: '', html: null, deletedAt: expect.any(Date) })
  expect(await desk.said(id)).toHaveLength(2)
  expect(JSON.stringify(slack.channel('support').transcript())).not.toContain('xylophone')
  const versions = await read(desk.app, null, (db) => db.select().from(messageVersions))
  expect(versions.map(({ text }) => text)).toEqual(['Embarrassing xylophone'])
  expect((await desk.posts()).filter(({ state }) => state === 'failed')).toEqual([])
  expect(slack.refusals()).toEqual([])
})

test('deleting within the undo window unsends; deleting after says that the mail has left', async ({
  desk,
  slack,
  ada,
  relay,
  id,
  whispers,
}) => {
  const first = await ada.reply(cardIn(slack), '!Wrong customer')
  await desk.pass(14, 1)
  await ada.delete(first)
  await desk.pass(20, 1)
  expect(relay.received).toEqual([])
  expect(whispers().at(-1)).toMatch(/^Taken back/)
  expect(await desk.said(id)).toHaveLength(1)
  const second = await ada.reply(cardIn(slack), '!Right customer')
  await desk.pass(20, 1)
  await ada.delete(second)
  await desk.pass(3)
  expect(relay.received).toHaveLength(1)
  expect(whispers().at(-1)).toMatch(/^The mail has left/)
  expect((await desk.said(id)).at(-1)?.text).toBe('Right customer')
  expect(cardIn(slack).replies.at(-1)?.text).toMatch(/^🗑️ An answer of Ada was deleted here after/)
  expect((await desk.posts()).filter(({ state }) => state === 'failed')).toEqual([])
})

test('what is deleted before it is heard is never sent', async ({
  desk,
  slack,
  ada,
  relay,
  id,
}) => {
  const held = slack.hold()
  const reply = await ada.reply(cardIn(slack), '!Oh no')
  await ada.delete(reply)
  await held.release((events) => events.toReversed())
  await desk.pass(20, 1)
  expect(relay.received).toEqual([])
  expect(await desk.said(id)).toHaveLength(1)
})

test('a message and its deletion that come at once end in nothing that is sent', async ({
  desk,
  slack,
  ada,
  relay,
  id,
}) => {
  const held = slack.hold()
  for (const words of ['!One', '!Two', '!Three', '!Four'])
    await ada.delete(await ada.reply(cardIn(slack), words))
  await held.releaseAtOnce()
  await desk.pass(20, 1)
  expect(relay.received).toEqual([])
  expect(await desk.said(id)).toHaveLength(1)
})
