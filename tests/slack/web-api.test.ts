import { expect } from 'vitest'
import { startSlack } from '#tests/support/slack/start.ts'
import { test, webClient } from './slack-test.ts'

const no = (error: string) => expect.objectContaining({ data: expect.objectContaining({ error }) })

test('a token that is none, revoked, or of another kind is refused', async ({ slack, web }) => {
  await expect(webClient(slack, 'xoxb-nobody').auth.test()).rejects.toEqual(no('invalid_auth'))
  await expect(webClient(slack, '').auth.test()).rejects.toEqual(no('not_authed'))
  await expect(webClient(slack, slack.appToken).team.info()).rejects.toEqual(
    no('not_allowed_token_type'),
  )
  expect(await web.auth.test()).toMatchObject({ user_id: 'U0BOT', bot_id: 'B0BOT', team: 'Acme' })

  await web.auth.revoke()
  await expect(web.auth.test()).rejects.toEqual(no('token_revoked'))
})

test('a no is ok:false with HTTP 200', async ({ slack }) => {
  const response = await fetch(`${slack.url}/api/chat.postMessage`, { method: 'POST' })
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ ok: false, error: 'not_authed' })
})

test('a method nobody has heard of, a missing and an unknown argument are told apart', async ({
  web,
}) => {
  await expect(web.apiCall('chat.shout')).rejects.toEqual(no('unknown_method'))
  await expect(web.apiCall('chat.postMessage', { text: 'x' })).rejects.toMatchObject({
    data: {
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    },
  })
  await expect(web.apiCall('users.info', { user: 'U0BOT', full: true })).rejects.toMatchObject({
    data: { response_metadata: { messages: ['[ERROR] unknown argument: full'] } },
  })
})

test('scopes are asked for by method and by kind of channel', async ({ onTestFinished }) => {
  const slack = await startSlack({ app: { scopes: ['channels:read', 'chat:write'] } })
  onTestFinished(slack.close)
  slack.addChannel('hidden', { kind: 'private', members: ['deskwire'] })
  const web = webClient(slack)

  await expect(web.users.list({})).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'users:read', provided: 'channels:read,chat:write' },
  })
  await expect(
    web.conversations.info({ channel: slack.channel('hidden').id }),
  ).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'groups:read' } })
  const { response_metadata } = await web.auth.test()
  expect(response_metadata?.scopes).toEqual(['channels:read', 'chat:write'])
})

test('a message can be written only where the app is', async ({ slack, web }) => {
  slack.addChannel('lounge', { members: ['ada'] })
  slack.addChannel('attic', { archived: true, members: ['deskwire'] })
  const say = (name: string) => web.chat.postMessage({ channel: slack.channel(name).id, text: 'x' })

  await expect(say('lounge')).rejects.toEqual(no('not_in_channel'))
  await expect(say('secret')).rejects.toEqual(no('channel_not_found'))
  await expect(say('attic')).rejects.toEqual(no('is_archived'))
  await web.conversations.join({ channel: slack.channel('lounge').id })
  expect(await say('lounge')).toMatchObject({ ok: true, message: { bot_id: 'B0BOT', text: 'x' } })
  await slack.person('ada').invite('secret')
  expect(await say('secret')).toMatchObject({ ok: true })
})

test('messages are answered, changed, linked to and taken back', async ({
  slack,
  web,
  ada,
  support: channel,
}) => {
  const card = await web.chat.postMessage({
    channel,
    text: 'Card',
    metadata: { event_type: 'card', event_payload: { ticket: 7 } },
  })
  const { ts = '' } = card
  await web.chat.postMessage({ channel, text: 'First &lt;b&gt;', thread_ts: ts })
  await ada.reply({ channel, ts }, 'Thanks @deskwire :eyes:')
  await web.chat.update({ channel, ts, text: 'Card 2' })
  expect(slack.channel('support').transcript()).toEqual([
    'deskwire: Card 2',
    '  deskwire: First <b>',
    '  ada: Thanks @deskwire :eyes:',
  ])

  const { permalink } = await web.chat.getPermalink({ channel, message_ts: ts })
  expect(permalink).toBe(`https://acme.slack.com/archives/${channel}/p${ts.replace('.', '')}`)
  const { messages } = await web.conversations.history({ channel, include_all_metadata: true })
  expect(messages).toMatchObject([
    { text: 'Card 2', reply_count: 2, metadata: { event_payload: { ticket: 7 } } },
  ])
  const replies = await web.conversations.replies({ channel, ts, limit: 2 })
  expect(replies.messages?.map(({ text }) => text)).toEqual(['Card 2', 'First &lt;b&gt;'])
  const rest = await web.conversations.replies({
    channel,
    ts,
    cursor: replies.response_metadata?.next_cursor,
  })
  expect(rest.messages?.map(({ user }) => user)).toEqual([ada.id])

  await web.chat.delete({ channel, ts })
  expect(slack.channel('support').messages[0]?.raw).toMatchObject({ subtype: 'tombstone' })
  await expect(web.chat.update({ channel, ts, text: 'x' })).rejects.toEqual(
    no('cant_update_message'),
  )
})

test('only what is there and ours can be changed', async ({ web, ada, support: channel }) => {
  const { ts } = await ada.post('support', 'Mine')
  await expect(web.chat.update({ channel, ts, text: 'x' })).rejects.toEqual(
    no('cant_update_message'),
  )
  await expect(web.chat.delete({ channel, ts })).rejects.toEqual(no('cant_delete_message'))
  const missing = '1.000001'
  await expect(web.chat.update({ channel, ts: missing, text: 'x' })).rejects.toEqual(
    no('message_not_found'),
  )
  await expect(web.chat.postMessage({ channel, thread_ts: missing, text: 'x' })).rejects.toEqual(
    no('thread_not_found'),
  )
})

test('an ephemeral message is seen by one person and by no method', async ({
  slack,
  web,
  ada,
  support: channel,
}) => {
  const { message_ts: ts = '' } = await web.chat.postEphemeral({
    channel,
    user: ada.id,
    text: 'Not sent',
  })
  expect(slack.channel('support').ephemerals('ada')).toMatchObject([{ text: 'Not sent', ts }])
  expect(slack.channel('support').messages).toEqual([])
  await expect(web.chat.update({ channel, ts, text: 'x' })).rejects.toEqual(no('message_not_found'))
  const outsider = slack.person('ben').id
  await expect(web.chat.postEphemeral({ channel, user: outsider, text: 'x' })).rejects.toEqual(
    no('user_not_in_channel'),
  )
})

test('an update above 4,000 bytes after escaping is too long', async ({
  web,
  support: channel,
}) => {
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'x' })
  const update = (text: string) => web.chat.update({ channel, ts, text })
  expect(await update('é'.repeat(2000))).toMatchObject({ ok: true })
  await expect(update('é'.repeat(2001))).rejects.toEqual(no('msg_too_long'))
  expect(await update('&amp;'.repeat(800))).toMatchObject({ ok: true })
  await expect(update('&'.repeat(801))).rejects.toEqual(no('msg_too_long'))
  await expect(update('')).rejects.toEqual(no('no_text'))
  await expect(web.chat.postMessage({ channel, text: 'x'.repeat(40_001) })).rejects.toEqual(
    no('msg_too_long'),
  )
})

test('a reaction is there once, and comes off only when it is there', async ({
  slack,
  web,
  ada,
  support: channel,
}) => {
  const { ts: timestamp } = await ada.post('support', 'Help')
  const eyes = { channel, timestamp, name: 'eyes' }
  await web.reactions.add(eyes)
  await ada.react({ channel, ts: timestamp }, 'eyes')
  expect(slack.channel('support').transcript()).toEqual(['ada: Help :eyes: deskwire ada'])
  await expect(web.reactions.add(eyes)).rejects.toEqual(no('already_reacted'))
  await web.reactions.remove(eyes)
  await expect(web.reactions.remove(eyes)).rejects.toEqual(no('no_reaction'))
  await expect(web.reactions.add({ ...eyes, name: 'no_such' })).rejects.toEqual(no('invalid_name'))
  await expect(web.reactions.add({ ...eyes, timestamp: '5.000000' })).rejects.toEqual(
    no('message_not_found'),
  )
})

test('one person puts at most 23 emoji on a message', async ({
  slack,
  web,
  ada,
  support: channel,
}) => {
  const { ts: timestamp } = await ada.post('support', 'Help')
  const names = [...slack.world.emoji.keys()].slice(0, 24)
  for (const name of names.slice(0, 23)) await web.reactions.add({ channel, timestamp, name })
  await expect(web.reactions.add({ channel, timestamp, name: names[23] ?? '' })).rejects.toEqual(
    no('too_many_reactions'),
  )
})

test('people are known by id and address, foreigners and bots barely', async ({
  slack,
  web,
  ada,
}) => {
  const guest = slack.addPerson('gus', { kind: 'guest' })
  const stranger = slack.addPerson('sam', { kind: 'stranger' })
  const { user } = await web.users.lookupByEmail({ email: 'ADA@desk.test' })
  expect(user).toMatchObject({
    id: ada.id,
    is_restricted: false,
    profile: { email: 'ada@desk.test' },
  })
  expect((await web.users.info({ user: guest.id })).user).toMatchObject({ is_restricted: true })
  const foreign = (await web.users.info({ user: stranger.id })).user
  expect(foreign).toMatchObject({ is_stranger: true, team_id: 'T0OTHER' })
  expect(foreign?.profile?.email).toBeUndefined()
  await expect(web.users.lookupByEmail({ email: 'sam@other.example' })).rejects.toEqual(
    no('users_not_found'),
  )
  await ada.become({ deactivated: true })
  await expect(web.users.lookupByEmail({ email: 'ada@desk.test' })).rejects.toEqual(
    no('users_not_found'),
  )
  await expect(web.users.info({ user: 'U0NOBODY' })).rejects.toEqual(no('user_not_found'))
})

test('lists come in pages', async ({ slack, web }) => {
  for (const n of Array(5).keys()) slack.addChannel(`room-${n}`)
  const names: (string | undefined)[] = []
  for await (const page of web.paginate('conversations.list', { limit: 2 }))
    for (const { name } of (page as { channels?: { name?: string }[] }).channels ?? [])
      names.push(name)
  expect(names).toEqual(['support', 'room-0', 'room-1', 'room-2', 'room-3', 'room-4'])
  const group = slack.addUsergroup('agents', ['ada', 'ben'])
  expect((await web.usergroups.users.list({ usergroup: group })).users).toHaveLength(2)
})

test('a conversation of two is opened once', async ({ web, ada, slack }) => {
  const first = await web.conversations.open({ users: ada.id })
  expect(await web.conversations.open({ users: ada.id })).toMatchObject({
    already_open: true,
    channel: first.channel,
  })
  const sent = await web.chat.postMessage({ channel: ada.id, text: 'Hello' })
  expect(sent.channel).toBe(first.channel?.id)
  await slack.person('ben').become({ deactivated: true })
  await expect(web.conversations.open({ users: slack.person('ben').id })).rejects.toEqual(
    no('user_disabled'),
  )
})
