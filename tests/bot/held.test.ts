import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { sweepEvents } from '#core/slack/inbox.ts'
import { findTickets } from '#core/tickets/find.ts'
import { slackChannels } from '#db/schema/slack.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `ids`: every ticket there is. */
const test = base
  .extend('cleo', ({ slack }) => slack.person('cleo'))
  .extend('ids', ({ desk }) => async () => {
    const { items } = await read(desk.app, null, (db) => findTickets(db))
    return items.map(({ id }) => id)
  })

test('answers that are told before what they answer are heard after it, once', async ({
  desk,
  slack,
  ada,
  cleo,
  ids,
}) => {
  await perform(desk.app, null, (work) =>
    work.tx.insert(slackChannels).values({
      ...{ workspaceId: 'T0ACME', id: slack.channel('support').id, name: 'support' },
      ...{ isPrivate: false, isArchived: false, isMember: true, watchTeamId: desk.home },
    }),
  )
  const held = slack.hold()
  const asked = await cleo.post('support', 'My screen is black')
  await cleo.edit(await cleo.reply(asked, 'And so is my chiar'), 'And so is my chair')
  await ada.reply(asked, 'Which one?')
  slack.duplicate(3)
  await held.release((events) => events.toReversed())
  slack.duplicate(1)
  await desk.pass(3)
  const [id, ...more] = await ids()
  expect(more).toEqual([])
  expect(id && new Set((await desk.said(id)).map(({ by, text }) => `${by}: ${text}`))).toEqual(
    new Set(['Cleo: My screen is black', 'Cleo: And so is my chair', 'Ada: Which one?']),
  )
  expect((await desk.events()).map(({ state }) => state)).not.toContain('ignored')
})

test('an answer to what asks nothing ends in a sentence, is no part of a ticket made of that later, and is forgotten', async ({
  desk,
  ada,
  cleo,
  ids,
}) => {
  await desk.a.ticket()
  await desk.pass(3)
  const talk = await ada.post('support', 'Lunch?')
  await cleo.reply(talk, 'Yes!')
  await desk.pass(1)
  const answer = (await desk.events()).find(({ payload }) =>
    JSON.stringify(payload).includes('Yes!'),
  )
  expect(answer).toMatchObject({
    state: 'ignored',
    reason: 'It answers a message that is of no ticket, or that Slack has not told of yet.',
    endedAt: expect.any(Date),
  })
  await ada.react(talk, 'ticket')
  await desk.pass(3)
  const [made] = await ids()
  expect(made && (await desk.said(made)).map(({ text }) => text)).toEqual(['Lunch?'])
  desk.jump(31 * 24 * 60)
  await perform(desk.app, null, sweepEvents)
  expect((await desk.events()).map(({ id }) => id)).not.toContain(answer?.id)
})

test('what is written under a card before the desk knows that it stands is a note, once it does', async ({
  desk,
  slack,
  ada,
  ids,
}) => {
  slack.fail('chat.postMessage', { kind: 'cut', applied: true })
  slack.fail('conversations.history', { kind: 'broken' }, { times: 2 })
  await desk.a.ticket()
  await desk.pass(1)
  await ada.reply(cardIn(slack), 'I know them')
  await desk.pass(1)
  expect((await desk.events()).at(-1)).toMatchObject({ state: 'ignored' })
  await desk.pass(60, 1)
  const [id] = await ids()
  expect(id && (await desk.said(id)).at(-1)).toMatchObject({ text: 'I know them', by: 'Ada' })
  expect((await desk.events()).at(-1)).toMatchObject({ state: 'done', reason: null })
})
