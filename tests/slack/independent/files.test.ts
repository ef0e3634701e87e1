import { expect } from 'vitest'
import { botUser, test } from './desk.ts'
import { onlyIn, saidUnder, under } from './in-slack.ts'

test('a file under an answer in the thread leaves with its mail', async ({
  desk,
  slack,
  ada,
  channel,
  relay,
}) => {
  await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  const card = await onlyIn(ada, channel)
  await ada.filesUploadV2({
    ...{ channel_id: channel, thread_ts: card.ts, initial_comment: '!See this' },
    ...{ filename: 'b.csv', file: Buffer.from('a;b') },
  })
  await desk.tell(await saidUnder(ada, card))
  await desk.pass(5)
  expect(relay.received).toHaveLength(1)
  const mail = relay.received[0]?.raw.toString() ?? ''
  expect(mail).toContain('filename=b.csv')
  expect(mail).toContain(Buffer.from('a;b').toString('base64'))
  expect(slack.wire.refusals).toEqual([])
})

test('who asks the bot in Slack is answered there, with the files of the answer', async ({
  desk,
  slack,
  ada,
  cleo,
  channel,
  relay,
}) => {
  const { channel: { id: direct = '' } = {} } = await cleo.conversations.open({ users: botUser })
  await cleo.chat.postMessage({ channel: direct, text: 'Where is the guide?' })
  const asked = await onlyIn(cleo, direct)
  await desk.tell({ ...asked, type: 'message' })
  await desk.pass(4)
  const card = await onlyIn(ada, channel)
  await ada.filesUploadV2({
    ...{ channel_id: channel, thread_ts: card.ts, initial_comment: '!Here' },
    ...{ filename: 'guide.pdf', file: Buffer.from('%PDF') },
  })
  await desk.tell(await saidUnder(ada, card))
  await desk.pass(10)
  const answers = await under(cleo, asked)
  expect(answers.map(({ text, user }) => [text, user])).toEqual([
    ['✅ Ticket #1001. We answer here, in this thread.', botUser],
    ['Ada: Here', botUser],
    ['', botUser],
  ])
  const files = answers.flatMap((answer) => answer.files ?? [])
  expect(files).toMatchObject([{ name: 'guide.pdf', size: 4 }])
  const bytes = await fetch(files[0]?.url_private ?? '', {
    headers: { authorization: `Bearer ${cleo.token}` },
  })
  expect(await bytes.text()).toBe('%PDF')
  expect(relay.received).toEqual([])
  expect(slack.wire.refusals).toEqual([])
}, 30_000)
