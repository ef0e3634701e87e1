import type { View } from '@slack/types'
import { expect } from 'vitest'
import { makeTrigger } from '#tests/support/slack/views.ts'
import { test } from './slack-test.ts'

const no = (error: string) => expect.objectContaining({ data: expect.objectContaining({ error }) })
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const input = (id: string, more = {}) => ({
  type: 'input' as const,
  block_id: id,
  label: plain(id),
  element: { type: 'plain_text_input' as const, action_id: id, ...more },
})
const modal = (...blocks: object[]): View => ({
  type: 'modal',
  title: plain('Reply'),
  submit: plain('Send'),
  blocks: blocks.length > 0 ? (blocks as View['blocks']) : [input('words')],
})

test('a trigger opens one view, within three seconds', async ({ slack, web, ada }) => {
  const trigger_id = makeTrigger(slack.world, ada.id)
  expect(await web.views.open({ trigger_id, view: modal() })).toMatchObject({
    view: { type: 'modal', previous_view_id: null },
  })
  await expect(web.views.open({ trigger_id, view: modal() })).rejects.toEqual(
    no('exchanged_trigger_id'),
  )
  const late = makeTrigger(slack.world, ada.id)
  await slack.pass(3.001)
  await expect(web.views.open({ trigger_id: late, view: modal() })).rejects.toEqual(
    no('expired_trigger_id'),
  )
  await expect(web.views.open({ trigger_id: 'none', view: modal() })).rejects.toEqual(
    no('invalid_trigger_id'),
  )
})

test('three modals lie on each other, not four', async ({ slack, web, ada }) => {
  const inModal = () => makeTrigger(slack.world, ada.id, { view: String(ada.modal()?.id) })
  const first = await web.views.open({
    trigger_id: makeTrigger(slack.world, ada.id),
    view: modal(),
  })
  await expect(
    web.views.push({ trigger_id: makeTrigger(slack.world, ada.id), view: modal() }),
  ).rejects.toEqual(no('not_found'))
  await web.views.push({ trigger_id: inModal(), view: modal() })
  const { view } = await web.views.push({ trigger_id: inModal(), view: modal() })
  expect(view).toMatchObject({ root_view_id: first.view?.id })
  await expect(web.views.push({ trigger_id: inModal(), view: modal() })).rejects.toEqual(
    no('push_limit_reached'),
  )
  await ada.close()
  await ada.close()
  expect(ada.modal()?.id).toBe(first.view?.id)
})

test('an update keeps what was typed, and refuses a stale hash', async ({ slack, web, ada }) => {
  const { view } = await web.views.open({
    trigger_id: makeTrigger(slack.world, ada.id),
    view: modal(),
  })
  await ada.choose('modal', 'words', 'Half a sentence')
  const update = {
    view_id: view?.id ?? '',
    view: modal(input('words'), input('more', { initial_value: 'and' })),
  }
  await web.views.update({ ...update, hash: view?.hash })
  const values = {
    words: { words: { value: 'Half a sentence' } },
    more: { more: { value: 'and' } },
  }
  expect(ada.modal()).toMatchObject({ state: { values } })
  await expect(web.views.update({ ...update, hash: view?.hash })).rejects.toEqual(
    no('hash_conflict'),
  )
  await ada.close()
  await expect(web.views.update(update)).rejects.toEqual(no('not_found'))
})

test('a view that breaks the rules is refused with the place', async ({ slack, web, ada }) => {
  const view = { ...modal(), title: plain('x'.repeat(25)) } as View
  await expect(
    web.views.open({ trigger_id: makeTrigger(slack.world, ada.id), view }),
  ).rejects.toMatchObject({
    data: {
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    },
  })
  await expect(web.views.publish({ user_id: ada.id, view: modal() })).rejects.toEqual(
    no('invalid_arguments'),
  )
})

test('an App Home is published, again and again', async ({ web, ada }) => {
  const home = (text: string): View => ({
    type: 'home',
    blocks: [{ type: 'header', text: plain(text) }] as View['blocks'],
  })
  const { view } = await web.views.publish({ user_id: ada.id, view: home('Queue') })
  await web.views.publish({ user_id: ada.id, view: home('Empty'), hash: view?.hash })
  expect(ada.reads('home')).toBe('Empty')
  await expect(
    web.views.publish({ user_id: ada.id, view: home('x'), hash: view?.hash }),
  ).rejects.toEqual(no('hash_conflict'))
})

test('an answer address works five times, for half an hour', async ({
  slack,
  web,
  ada,
  support: channel,
}) => {
  await web.chat.postMessage({
    channel,
    text: 'Card',
    blocks: [
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] },
    ],
  })
  const [message] = slack.channel('support').messages
  if (!message) throw new Error('There is no card.')
  const pressed = async () => {
    await ada.press(message, 'go')
    return String(slack.deliveries('block_actions').at(-1)?.body.response_url)
  }
  const answer = async (url: string, body: object) =>
    (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status
  const url = await pressed()
  expect(await answer(url, { text: 'For you' })).toBe(200)
  expect(await answer(url, { replace_original: true, text: 'Card 2', blocks: [] })).toBe(200)
  expect(await answer(url, { response_type: 'in_channel', text: 'For all' })).toBe(200)
  expect(await answer(url, { blocks: [{ type: 'nonsense' }] })).toBe(500)
  expect(await answer(url, { text: '4' })).toBe(200)
  expect(await answer(url, { delete_original: true })).toBe(200)
  expect(await answer(url, { text: '6' })).toBe(404)
  expect(slack.channel('support').transcript()).toEqual(['deskwire: For all'])
  expect(
    slack
      .channel('support')
      .ephemerals('ada')
      .map(({ text }) => text),
  ).toEqual(['For you', '4'])
})

test('what is not on the screen cannot be pressed', async ({
  slack,
  web,
  ada,
  support: channel,
}) => {
  await web.chat.postMessage({ channel, text: 'Plain' })
  const [message] = slack.channel('support').messages
  if (!message) throw new Error('There is no message.')
  await expect(async () => ada.press(message, 'claim')).rejects.toThrow(
    'There is no claim to press; there are: none.',
  )
  await expect(async () => ada.press('modal', 'claim')).rejects.toThrow('Ada sees no modal.')
  await expect(async () => slack.person('ben').post('support', 'Hi')).rejects.toThrow(
    'Ben is not in support',
  )
})
