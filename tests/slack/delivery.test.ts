import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, vi } from 'vitest'
import { runningClock } from '#tests/support/slack/clock.ts'
import { signed } from '#tests/support/slack/sign.ts'
import { startSlack } from '#tests/support/slack/start.ts'
import type { Json } from '#tests/support/slack/world.ts'
import { test as base } from './slack-test.ts'

interface Heard {
  headers: IncomingHttpHeaders
  raw: string
  body: Json & { event: Json }
}

/** `app`: whoever listens, with what it heard and what it answers next: a status, or nothing. */
const test = base.extend('app', async ({ slack }, { onCleanup }) => {
  const heard: Heard[] = []
  const answers: (number | 'silence')[] = []
  const server = createServer(async (request, response) => {
    const raw = await text(request)
    const body = raw.startsWith('{') ? JSON.parse(raw) : {}
    heard.push({ headers: request.headers, raw, body })
    const answer = answers.shift() ?? 200
    if (answer !== 'silence') response.writeHead(answer).end(String(body.challenge ?? ''))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  slack.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  onCleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  return { heard, answers, events: () => heard.map(({ body }) => body.event) }
})

test('an event is signed, and says whose it is', async ({ slack, app, ada, support }) => {
  const { ts } = await ada.post('support', 'Printer *broken*')
  const [{ headers, raw, body }] = app.heard as [Heard]
  const at = Number(headers['x-slack-request-timestamp'])
  expect(headers).toMatchObject(signed(slack.env.SLACK_SIGNING_SECRET, at, raw))
  expect(body).toMatchObject({
    type: 'event_callback',
    team_id: 'T0ACME',
    context_team_id: 'T0ACME',
    api_app_id: 'A0DESK',
    is_ext_shared_channel: false,
    authorizations: [{ team_id: 'T0ACME', user_id: 'U0BOT', is_bot: true }],
    event: {
      type: 'message',
      channel: support,
      channel_type: 'channel',
      user: ada.id,
      ts,
      event_ts: ts,
      text: 'Printer *broken*',
    },
  })
  expect(body.event.blocks).toMatchObject([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Printer ' },
            { type: 'text', text: 'broken', style: { bold: true } },
          ],
        },
      ],
    },
  ])
  expect(await slack.verifyUrl()).toBe(true)
})

test('what fails is tried again at once, after a minute and after five, and then no more', async ({
  slack,
  app,
  ada,
}) => {
  app.answers.push(500, 404, 503, 500)
  await ada.post('support', 'Anybody?')
  expect(app.heard).toHaveLength(2)
  for (const seconds of [59, 1, 299, 1, 3600]) {
    await slack.pass(seconds)
    await slack.settled()
  }
  expect(
    app.heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
  ).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ])
  expect(new Set(app.heard.map(({ raw }) => raw)).size).toBe(1)
})

test('three seconds of silence are a timeout', async ({ slack, app, ada }) => {
  app.answers.push('silence')
  const posted = ada.post('support', 'Anybody?')
  await vi.waitFor(() => expect(app.heard).toHaveLength(1), 10_000)
  await slack.pass(3)
  await posted
  expect(app.heard[1]?.headers['x-slack-retry-reason']).toBe('http_timeout')
  const [delivery] = slack.deliveries('message')
  expect(delivery?.attempts.map(({ answer }) => answer.failure)).toEqual([
    'http_timeout',
    undefined,
  ])
})

test('an app that is not there is told so', async ({ slack, ada }) => {
  await ada.post('support', 'Anybody?')
  const [delivery] = slack.deliveries('message')
  expect(delivery?.attempts.map(({ reason }) => reason)).toEqual([undefined, 'connection_failed'])
})

test('events can come twice at once, late, and in another order', async ({ slack, app, ada }) => {
  slack.duplicate(3)
  await ada.post('support', 'Thrice')
  expect(new Set(app.heard.map(({ body }) => body.event_id)).size).toBe(1)
  expect(app.heard).toHaveLength(3)

  slack.duplicate(1)
  const held = slack.hold()
  await ada.post('support', 'One')
  await ada.post('support', 'Two')
  expect(app.heard).toHaveLength(3)
  await held.release((events) => events.toReversed())
  expect(
    app
      .events()
      .slice(3)
      .map((event) => event.text),
  ).toEqual(['Two', 'One'])
})

test('an event says what was so when it happened', async ({ slack, app, ada }) => {
  const held = slack.hold()
  const message = await ada.post('support', 'First')
  await ada.edit(message, 'Second')
  await held.release()
  expect(app.events()).toMatchObject([
    { text: 'First' },
    { message: { text: 'Second' }, previous_message: { text: 'First' } },
  ])
})

test('for people who play with it, time runs', async ({ onTestFinished }) => {
  const slack = await startSlack({ clock: runningClock() })
  onTestFinished(slack.close)
  expect(Math.abs(slack.clock().getTime() - Date.now())).toBeLessThan(1000)
  expect(() => slack.pass(1)).toThrow('is not its own')
})

test('an app hears only of channels it is in, and of what it subscribed to', async ({
  slack,
  app,
  ada,
}) => {
  await ada.post('secret', 'Hush')
  expect(app.heard).toEqual([])
  await ada.invite('secret')
  await ada.post('secret', 'Hello')
  await ada.dm('Just us')
  expect(
    app.events().map(({ type, subtype, channel_type }) => [type, subtype ?? channel_type]),
  ).toEqual([
    ['member_joined_channel', 'G'],
    ['message', 'channel_join'],
    ['message', 'group'],
    ['message', 'im'],
  ])
  await ada.remove('secret')
  await ada.post('secret', 'Alone again')
  slack.world.app.scopes = slack.world.app.scopes.filter((scope) => scope !== 'im:history')
  await ada.dm('Unheard')
  expect(app.heard).toHaveLength(4)
})

test('our own posts, edits and deletions come back to us', async ({
  slack,
  app,
  web,
  support: channel,
}) => {
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'Card' })
  await web.chat.postMessage({ channel, text: 'As another', username: 'Ada (mail)' })
  await web.chat.update({ channel, ts, text: 'Card 2' })
  await web.chat.delete({ channel, ts })
  await slack.settled()
  const [post, other, edit, gone] = app.events()
  expect(post).toMatchObject({ text: 'Card', user: 'U0BOT', bot_id: 'B0BOT', app_id: 'A0DESK' })
  expect(other).toMatchObject({ subtype: 'bot_message', bot_id: 'B0BOT' })
  expect(other).not.toHaveProperty('user')
  expect(edit).toMatchObject({
    subtype: 'message_changed',
    message: { bot_id: 'B0BOT', text: 'Card 2', edited: { user: 'U0BOT' } },
    previous_message: { text: 'Card' },
  })
  expect(edit).not.toHaveProperty('bot_id')
  expect(gone).toMatchObject({
    subtype: 'message_deleted',
    deleted_ts: ts,
    previous_message: { bot_id: 'B0BOT' },
  })
})

test('what people do to messages is told as Slack tells it', async ({
  app,
  ada,
  support: channel,
}) => {
  const question = await ada.post('support', '@deskwire look at https://desk.test/7 & <b>')
  const reply = await ada.reply(question, 'Any news?', { broadcast: true })
  await ada.react(question, 'thumbsup')
  await ada.unreact(question, '+1')
  await ada.edit(reply, 'Any news today?')
  await ada.delete(reply)
  await ada.delete(question)
  const said = app.events().map(({ type, subtype }) => [type, subtype].filter(Boolean).join('.'))
  expect(said).toEqual([
    'message',
    'app_mention',
    'message.thread_broadcast',
    'message.message_changed',
    'reaction_added',
    'reaction_removed',
    'message.message_changed',
    'message.message_deleted',
    'message.message_deleted',
  ])
  const [first, , broadcast, counted, added] = app.events()
  expect(first?.text).toBe('<@U0BOT> look at <https://desk.test/7> &amp; &lt;b&gt;')
  expect(broadcast).toMatchObject({
    thread_ts: question.ts,
    parent_user_id: ada.id,
    root: { reply_count: 1 },
  })
  expect(counted).toMatchObject({
    message: { reply_count: 1, text: first?.text },
    previous_message: { text: first?.text },
  })
  expect(added).toMatchObject({
    reaction: '+1',
    item: { channel, ts: question.ts },
    item_user: ada.id,
  })
})

test('a foreigner in a shared channel comes under another team', async ({ slack, app }) => {
  const sam = slack.addPerson('sam', { kind: 'stranger' })
  slack.addChannel('shared', { shared: true, members: ['sam', 'deskwire'] })
  await sam.post('shared', 'Hello from outside')
  expect(app.heard[0]?.body).toMatchObject({
    team_id: 'T0OTHER',
    context_team_id: 'T0ACME',
    authorizations: [{ team_id: 'T0ACME' }],
    is_ext_shared_channel: true,
    event: { user_team: 'T0OTHER', team: 'T0OTHER' },
  })
})

test('an app hears of its end, of channels and of people', async ({ slack, app }) => {
  const root = slack.person('root')
  await root.rename('support', 'help')
  await root.archive('help')
  await slack.person('ben').become({ deactivated: true })
  await slack.emit(
    { type: 'message', subtype: 'brand_new', channel: slack.channel('help').id },
    'help',
  )
  await root.uninstallApp()
  expect(
    app
      .events()
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual([
    'app_uninstalled',
    'channel_archive',
    'channel_rename',
    'message',
    'tokens_revoked',
    'user_change',
  ])
  expect(app.events()[2]).toMatchObject({ user: { deleted: true } })
})
