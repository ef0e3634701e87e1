import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { readTicket } from '#core/tickets/find.ts'
import { mailer } from '#tests/support/mail.ts'
import { botUser, test } from './desk.ts'
import { onlyIn, reactionTo, saidUnder, under } from './in-slack.ts'

test('a mail becomes a card in the channel, and its words stand in the thread, where they call nobody', async ({
  desk,
  slack,
  ada,
  channel,
}) => {
  const { send } = await mailer(desk.app)
  await send({ subject: 'Stuck <!channel>', text: 'It burns & smokes. <!here>' })
  await desk.pass(3)
  const card = await onlyIn(ada, channel)
  expect(card.text).toContain('Stuck &lt;!channel&gt;')
  const [said, ...more] = await under(ada, card)
  expect(more).toEqual([])
  expect(said?.text).toBe('📩 Ada wrote: It burns &amp; smokes. &lt;!here&gt;')
  expect(said?.blocks?.at(-1)).toEqual({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: 'It burns & smokes. <!here>' }],
      },
    ],
  })
  expect(slack.wire.refusals).toEqual([])
}, 30_000)

test('a card whose answer got lost is found again by its mark', async ({
  desk,
  slack,
  ada,
  channel,
}) => {
  slack.wire.loseAnswer('chat.postMessage')
  await desk.a.ticket()
  await desk.pass(8)
  expect(slack.wire.lost).toEqual([expect.stringContaining('"ok":true')])
  const card = await onlyIn(ada, channel)
  expect((await under(ada, card)).map(({ text }) => text)).toEqual([
    '📩 Ada Customer wrote: It burns.',
  ])
  expect(slack.wire.refusals).toEqual([])
})

test('a `!` in the thread is one mail, with a receipt on it', async ({
  desk,
  slack,
  ada,
  channel,
  relay,
}) => {
  await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  const card = await onlyIn(ada, channel)
  await ada.chat.postMessage({ channel, thread_ts: card.ts, text: '!Try again' })
  await desk.tell(await saidUnder(ada, card))
  await desk.pass(5)
  expect(relay.received).toMatchObject([{ to: ['customer@example.org'] }])
  expect(relay.received[0]?.raw.toString()).toContain('Try again')
  const answer = (await under(ada, card)).at(-1)
  expect(answer?.reactions).toEqual([{ name: 'email', users: [botUser], count: 1 }])
  expect(slack.wire.refusals).toEqual([])
})

test('👀 on the card claims, and the card says so', async ({ desk, slack, ada, channel }) => {
  const id = await desk.a.ticket()
  await desk.pass(3)
  const card = await onlyIn(ada, channel)
  await ada.reactions.add({ channel, timestamp: card.ts, name: 'eyes' })
  await desk.tell(await reactionTo(ada, card))
  await desk.pass(5)
  expect(await read(desk.app, null, (db) => readTicket(db, id))).toMatchObject({
    assignee: { name: 'Ada' },
  })
  expect((await onlyIn(ada, channel)).text).toMatch(/· Ada$/)
  expect((await under(ada, card)).map(({ text }) => text)).toEqual([
    '📩 Ada Customer wrote: It burns.',
    '🙋 Ada claimed this',
  ])
  expect(slack.wire.refusals).toEqual([])
})
