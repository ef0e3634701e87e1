import { expect } from 'vitest'
import { test, webClient } from './slack-test.ts'

test('a channel takes a burst of five, then a message a second', async ({
  slack,
  web,
  support: channel,
}) => {
  const say = (text: string) => web.chat.postMessage({ channel, text })
  const sent = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => say(`${n}`)))
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  await expect(say('early')).rejects.toMatchObject({
    code: 'slack_webapi_rate_limited_error',
    retryAfter: 1,
  })
  await slack.pass(1)
  expect(await say('late')).toMatchObject({ ok: true })
  await expect(say('early')).rejects.toMatchObject({ retryAfter: 1 })
  slack.addChannel('other', { members: ['deskwire'] })
  const elsewhere = slack.channel('other').id
  expect(await web.chat.postMessage({ channel: elsewhere, text: 'Elsewhere' })).toMatchObject({
    ok: true,
  })
})

test('each method has the calls a minute of its tier', async ({ slack, web }) => {
  for (const _ of Array(20)) await web.users.list({})
  await expect(web.users.list({})).rejects.toMatchObject({ retryAfter: 60 })
  await slack.pass(59)
  await expect(web.users.list({})).rejects.toMatchObject({ retryAfter: 1 })
  await slack.pass(1)
  expect(await web.users.list({})).toMatchObject({ ok: true })
})

test('what can go wrong with a call can be made to', async ({ slack, web, support: channel }) => {
  const say = (text: string) => web.chat.postMessage({ channel, text })
  const said = () => slack.channel('support').messages.map(({ text }) => text)

  slack.fail('chat.postMessage', { kind: 'limited' })
  await expect(say('a')).rejects.toThrow('Retry header did not contain a valid timeout')
  slack.fail('chat.postMessage', { kind: 'limited', seconds: 7 })
  await expect(say('b')).rejects.toMatchObject({ retryAfter: 7 })
  slack.fail('chat.postMessage', { kind: 'broken' })
  await expect(say('c')).rejects.toMatchObject({ statusCode: 500 })
  slack.fail(undefined, { kind: 'refused', error: 'internal_error' })
  await expect(say('d')).rejects.toMatchObject({ data: { error: 'internal_error' } })
  slack.fail('chat.postMessage', { kind: 'cut' })
  await expect(say('e')).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
  expect(said()).toEqual([])

  slack.fail(
    'chat.postMessage',
    { kind: 'broken', applied: true },
    { when: ({ text }) => text === 'g' },
  )
  expect(await say('f')).toMatchObject({ ok: true })
  await expect(say('g')).rejects.toMatchObject({ statusCode: 500 })
  expect(said()).toEqual(['f', 'g'])
  expect(slack.refusals()).toEqual([
    'chat.postMessage: ratelimited',
    'chat.postMessage: ratelimited',
    'chat.postMessage: internal_error',
  ])
  expect(slack.calls('chat.postMessage').map(({ status }) => status)).toEqual([
    429,
    429,
    500,
    200,
    'reset',
    200,
    500,
  ])
})

test('a call that is never answered ends when its caller gives up', async ({
  slack,
  support: channel,
}) => {
  slack.fail('chat.postMessage', { kind: 'silent', applied: true })
  const web = webClient(slack)
  const abandoned = fetch(`${slack.url}/api/chat.postMessage`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${slack.botToken}`,
      'Content-Type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ channel, text: 'Heard?' }),
    signal: AbortSignal.timeout(50),
  })
  await expect(abandoned).rejects.toMatchObject({ name: 'TimeoutError' })
  const { messages } = await web.conversations.history({ channel })
  expect(messages).toMatchObject([{ text: 'Heard?' }])
})
