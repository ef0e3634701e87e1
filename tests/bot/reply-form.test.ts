import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { addMacro } from '#core/macros/keep.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { mailer } from '#tests/support/mail.ts'
import { startSink } from '#tests/support/sink.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

/** `relay` takes the desk's mail; `open` opens the form to answer a new ticket with, and returns its number. */
const test = base
  .extend('relay', async ({ task: _ }, { onCleanup }) => {
    const relay = await startSink()
    onCleanup(relay.close)
    return relay
  })
  .override('settings', async ({ relay, slack }) => ({
    SMTP_URL: relay.url,
    SLACK_FILE_HOSTS: [slack.env.SLACK_FILE_HOSTS],
  }))
  .extend('open', async ({ desk, slack, ada }) => {
    return async () => {
      const id = await desk.a.ticket({ from: 'customer@example.org' })
      await desk.pass(3)
      await ada.press(cardIn(slack), 'ticket.reply')
      await desk.worked()
      return id
    }
  })

test('what is written in the form is one mail, formatted, however often it is submitted', async ({
  desk,
  slack,
  ada,
  relay,
  open,
}) => {
  const id = await open()
  expect(ada.reads('modal')).toBe(
    'To customer@example.org\nCc\nMacro\nYour answer\nFiles\nSend later',
  )
  slack.duplicate(3)
  expect(await ada.submit({ text: 'It is *fixed* <b>.' })).toEqual({ sent: true, errors: {} })
  await desk.pass(20)
  expect(relay.received).toHaveLength(1)
  const mail = await simpleParser(relay.received[0]?.raw ?? '')
  expect(mail.text).toContain('It is fixed <b>.')
  expect(mail.html).toContain('<strong>fixed</strong> &lt;b&gt;.')
  expect(await desk.ticket(id)).toMatchObject({ status: 'awaiting_customer' })
  expect(slack.refusals()).toEqual([])
})

test('whoever is new in Cc is shown before the mail leaves, and a domain for the first time', async ({
  desk,
  ada,
  relay,
  open,
}) => {
  await open()
  const cc = 'Eve <eve@elsewhere.example>, colleague@example.org'
  await ada.submit({ text: 'Hello', 'reply.cc': cc })
  expect(ada.reads('modal')).toContain(
    '➕ New since the last mail: eve@elsewhere.example, colleague@example.org · ⚠️ For the first time to elsewhere.example',
  )
  expect(await desk.outbound()).toEqual([])
  await ada.submit()
  await desk.pass(20)
  expect(relay.received.map(({ to }) => to)).toEqual([
    ['customer@example.org', 'eve@elsewhere.example', 'colleague@example.org'],
  ])
})

test('whoever is dropped is shown, and what cannot be written to is said under Cc', async ({
  desk,
  slack,
  ada,
  open,
}) => {
  const id = await open()
  await ada.close()
  await perform(desk.app, await desk.a.agent(), (work) =>
    replyToTicket(work, id, { text: 'One', cc: ['eve@example.org'], undoSeconds: 0 }),
  )
  await ada.press(cardIn(slack), 'ticket.reply')
  await desk.worked()
  const wrong = await ada.submit({ text: 'Two', 'reply.cc': 'nobody' })
  expect(wrong.errors.cc).toMatch(/^Mail cannot be sent to “nobody”/)
  await ada.submit({ 'reply.cc': null })
  expect(ada.reads('modal')).toContain('➖ No longer written to: eve@example.org')
})

test('what arrived while somebody wrote is shown first, and nothing is sent before they have seen it', async ({
  desk,
  ada,
  relay,
  open,
}) => {
  const id = await open()
  const post = await mailer(desk.app)
  const subject = `Re: [#${id}] Printer on fire`
  await post.send({ from: 'customer@example.org', subject, text: 'It burns <!channel> no more.' })
  await desk.pass(1)
  await ada.submit({ text: 'Keep calm' })
  expect(ada.reads('modal')).toContain(
    '⚠️ Ada Customer wrote while you were writing. Not sent yet.\n> It burns <!channel> no more.',
  )
  expect(await desk.outbound()).toEqual([])
  expect(await ada.submit()).toEqual({ sent: true, errors: {} })
  await desk.pass(20)
  expect(relay.received).toHaveLength(1)
  expect(String(relay.received[0]?.raw)).toContain('Keep calm')
})

test('an answer that a colleague gave meanwhile is shown, too', async ({ desk, ada, open }) => {
  const id = await open()
  await perform(desk.app, await desk.a.agent({ name: 'Dora' }), (work) =>
    replyToTicket(work, id, { text: 'I am on it', undoSeconds: 0 }),
  )
  await ada.submit({ text: 'Me too' })
  expect(ada.reads('modal')).toContain('⚠️ Dora answered while you were writing.')
  expect(await desk.outbound()).toHaveLength(1)
})

test('a macro adds its words to what was typed', async ({ desk, ada, relay, open }) => {
  const macro = { teamId: null, note: false, actions: {} }
  await perform(desk.app, null, (work) =>
    addMacro(work, { ...macro, name: 'Bye', text: 'Yours, {{agent.name}}' }),
  )
  await open()
  await ada.choose('modal', 'text', 'It is *fixed*.')
  const [bye] = await ada.lookUp('modal', 'reply.macro', '')
  await ada.choose('modal', 'reply.macro', bye ?? '')
  await desk.worked()
  await ada.submit()
  await desk.pass(20)
  const mail = await simpleParser(relay.received[0]?.raw ?? '')
  expect(mail.text).toContain('It is fixed.\nYours, Ada')
})

test('files go along; one that cannot be fetched keeps all of it in the form', async ({
  desk,
  slack,
  ada,
  relay,
  open,
}) => {
  await open()
  const file = ada.prepare({ name: 'log.txt', content: 'All of it' })
  const kept = slack.world.files.get(file)
  Object.assign(kept ?? {}, { given: false })
  const refused = await ada.submit({ text: 'See there', 'reply.files': [file] })
  expect(refused.errors.files).toMatch(/^Not sent\. Not all files could be fetched: 📎 log\.txt/)
  expect(await desk.outbound()).toEqual([])
  Object.assign(kept ?? {}, { given: true })
  expect(await ada.submit()).toEqual({ sent: true, errors: {} })
  await desk.pass(20)
  const mail = await simpleParser(relay.received[0]?.raw ?? '')
  expect(mail.attachments.map(({ filename, content }) => [filename, String(content)])).toEqual([
    ['log.txt', 'All of it'],
  ])
})

test('bytes are fetched from the hosts of Slack alone', async ({ desk, ada, open }) => {
  await open()
  await ada.choose('modal', 'text', 'Mine')
  const files = [{ name: 'a', url_private: 'http://169.254.169.254/secret', size: 3 }]
  const view = ada.modal()
  if (!view) throw new Error('There is no form')
  const { values } = view.state as { values: object }
  const forged = { values: { ...values, files: { 'reply.files': { type: 'file_input', files } } } }
  const refused = await ada.submit({}, { state: forged })
  expect(refused.errors.files).toContain('it lies somewhere else')
  expect(await desk.outbound()).toEqual([])
})

test('what is sent later waits for its moment, and a moment that has passed is refused', async ({
  desk,
  ada,
  relay,
  open,
}) => {
  const id = await open()
  const now = Math.floor(desk.app.clock().getTime() / 1000)
  expect(await ada.submit({ text: 'Good morning', 'reply.later': now - 60 })).toMatchObject({
    errors: { later: expect.stringMatching(/^That moment has passed/) },
  })
  await ada.submit({ 'reply.later': now + 3600 })
  expect(await desk.outbound()).toEqual([{ state: 'scheduled' }])
  await desk.pass(60, 10)
  expect(relay.received).toEqual([])
  desk.jump(60)
  await desk.pass(2)
  expect(relay.received).toHaveLength(1)
  expect((await desk.ticket(id)).firstResponseAt).not.toBeNull()
})

test('the answer can be taken back from the thread', async ({ desk, slack, ada, open }) => {
  await open()
  await ada.submit({ text: 'Too soon' })
  await desk.worked()
  const [told] = slack.channel('support').ephemerals('ada')
  if (!told) throw new Error('Nobody was told')
  await ada.press(told, 'ticket.undo')
  await desk.pass(20)
  expect(await desk.outbound()).toEqual([{ state: 'cancelled' }])
})

test('a forged form answers no ticket of another team', async ({ desk, ada, open }) => {
  await open()
  const other = await desk.a.ticket({ team: await desk.a.team('Other') })
  const seen = '{"seen":0,"told":"","round":0}'
  await ada.choose('modal', 'text', 'Mine')
  for (const private_metadata of [`${other}:${seen}`, '', 'x', `${other}`, `${other}:{}`])
    expect((await ada.submit({}, { private_metadata })).errors).not.toEqual({})
  expect(await desk.outbound()).toEqual([])
})
