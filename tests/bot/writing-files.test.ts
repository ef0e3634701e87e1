import { expect } from 'vitest'
import { perform, read } from '#core/app.ts'
import { attachFile } from '#core/files/attach.ts'
import { readKeptFile } from '#core/files/keep.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'
import { startSink } from '#tests/support/sink.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `relay`: takes the desk's mail. `files`: names and bytes of the files of a ticket's messages, message by message. */
const test = base
  .extend('relay', async ({ task: _ }, { onCleanup }) => {
    const relay = await startSink()
    onCleanup(relay.close)
    return relay
  })
  .override('settings', async ({ relay }) => ({ SMTP_URL: relay.url }))
  .extend('cleo', ({ slack, desk }) => {
    desk.app.env.SLACK_FILE_HOSTS = [new URL(slack.url).host]
    return slack.person('cleo')
  })
  .extend('files', ({ desk }) => async (id: TicketId) => {
    const { items } = await read(desk.app, null, (db) => readConversation(db, id))
    return Promise.all(
      items.map(({ attachments }) =>
        Promise.all(
          attachments.map(async ({ filename, sha256 }) => [
            filename,
            (await readKeptFile(desk.app.files, sha256)).toString(),
          ]),
        ),
      ),
    )
  })

const log = { name: 'log.txt', content: 'It broke.' }

test('files of a note are kept with it; files of a reply are kept and mailed with it', async ({
  desk,
  slack,
  cleo,
  ada,
  relay,
  files,
}) => {
  expect(cleo).toBeDefined()
  const id = await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  slack.duplicate(3)
  await ada.upload('support', log, { words: 'For us', thread: cardIn(slack) })
  await ada.upload(
    'support',
    { name: 'b.csv', content: 'a;b' },
    { words: '!', thread: cardIn(slack) },
  )
  slack.duplicate(1)
  await desk.pass(20, 1)
  expect(await files(id)).toEqual([[], [['log.txt', 'It broke.']], [['b.csv', 'a;b']]])
  expect(relay.received).toHaveLength(1)
  const mail = relay.received[0]?.raw.toString() ?? ''
  expect(mail).toContain('filename=b.csv')
  expect(mail).toContain(Buffer.from('a;b').toString('base64'))
  expect(mail).not.toContain('log.txt')
})

test('a reply whose file cannot be fetched does not leave: it is kept as a note, and its author is told', async ({
  desk,
  slack,
  cleo,
  ada,
  relay,
}) => {
  expect(cleo).toBeDefined()
  const id = await desk.a.ticket({ from: 'customer@example.org' })
  await desk.pass(3)
  const url = 'https://evil.example/a.png'
  await ada.upload('support', log, { words: '!See this', thread: cardIn(slack), url })
  await desk.pass(20, 1)
  expect(relay.received).toEqual([])
  expect((await desk.said(id)).at(-1)).toMatchObject({
    visibility: 'internal',
    text: 'See this\n📎 log.txt (only in Slack: it lies somewhere else)',
  })
  expect(cardIn(slack).replies.at(-1)?.reactions).toEqual({ warning: ['deskwire'] })
  expect(slack.channel('support').ephemerals('ada')).toMatchObject([
    { text: expect.stringMatching(/^Not sent, as not all of its files.*log\.txt.*Post it again/) },
  ])
  slack.world.app.shortcuts.push('note.send')
  const [note] = cardIn(slack).replies.slice(-1)
  if (note) await ada.messageShortcut(note, 'note.send')
  await desk.worked()
  expect(slack.channel('support').ephemerals('ada').at(-1)?.text).toMatch(/^Not sent: a file/)
})

test('files that are more together than a mail carries stop a reply as well', async ({
  desk,
  slack,
  cleo,
  ada,
}) => {
  expect(cleo).toBeDefined()
  const id = await desk.a.ticket()
  await desk.pass(3)
  const half = { name: 'half.bin', content: Buffer.alloc(13 * 1024 * 1024) }
  await ada.upload('support', half, { words: 'One', thread: cardIn(slack) })
  const told = slack.deliveries('message').flatMap(({ body }) => {
    const event = body.event as { ts: string; files?: object[] }
    return event.files ? [{ body, event, files: [...event.files, ...event.files] }] : []
  })
  for (const { body, event, files } of told) {
    const two = {
      ...event,
      files,
      text: '!Two',
      blocks: undefined,
      ts: `${event.ts.slice(0, -1)}9`,
    }
    await slack.again({ body: { ...body, event_id: 'Ev-two', event: two } })
  }
  await desk.pass(2)
  expect(await desk.outbound()).toEqual([])
  expect((await desk.said(id)).at(-1)).toMatchObject({
    visibility: 'internal',
    text: 'Two\n📎 half.bin (only in Slack: more than 25 MB together)',
  })
})

test('files of an answer are shown in the thread of its requester, once, though Slack fails in between', async ({
  desk,
  slack,
  cleo,
  ada,
}) => {
  const asked = await cleo.dm('Help')
  await desk.pass(4)
  slack.fail('files.completeUploadExternal', { kind: 'broken', applied: true })
  await ada.upload('support', log, { words: '!Look', thread: cardIn(slack) })
  await desk.pass(30, 1)
  const shared = () =>
    slack
      .channel(asked.channel)
      .messages[0]?.replies.flatMap(({ raw }) => raw.files ?? [])
      .map(({ name, size }) => [name, size])
  expect(shared()).toEqual([['log.txt', 9]])
  const [ticket] = await read(desk.app, null, (db) => db.select().from(tickets))
  if (!ticket) throw new Error('No ticket was opened')
  const agent = await desk.a.agent({ name: 'Dora' })
  const file = {
    filename: 'guide.pdf',
    contentType: 'application/pdf',
    content: Buffer.from('%PDF'),
  }
  const attached = [await attachFile(desk.app.files, file)]
  await perform(desk.app, agent, (work) =>
    replyToTicket(work, ticket.id, { text: 'Read this', files: attached, undoSeconds: 0 }),
  )
  await desk.pass(6, 1)
  expect(shared()).toEqual([
    ['log.txt', 9],
    ['guide.pdf', 4],
  ])
  expect(slack.refusals()).toEqual([])
}, 30_000)
