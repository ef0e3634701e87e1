import { App } from '@slack/bolt'
import { expect, vi } from 'vitest'
import type { Slack } from '#tests/support/slack/start.ts'
import { silent, test } from './slack-test.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const card = [
  { type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*#7* Stuck' } },
  {
    type: 'actions' as const,
    block_id: 'verbs',
    elements: [
      { type: 'button' as const, action_id: 'claim', text: plain('Claim'), value: '7' },
      { type: 'users_select' as const, action_id: 'assign', placeholder: plain('Assign') },
    ],
  },
]
const form = {
  type: 'modal' as const,
  callback_id: 'reply',
  title: plain('Reply'),
  submit: plain('Send'),
  private_metadata: '7',
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'words',
      label: plain('Words'),
      element: { type: 'plain_text_input' as const, action_id: 'text', max_length: 20 },
    },
    {
      type: 'input' as const,
      block_id: 'order',
      optional: true,
      label: plain('Order'),
      element: { type: 'external_select' as const, action_id: 'order', min_query_length: 2 },
    },
  ],
}

/** The same app behind either way of hearing. */
function helpDesk(app: App) {
  const seen: string[] = []
  app.message('stuck', async ({ message, client }) => {
    await client.chat.postMessage({
      channel: message.channel,
      thread_ts: message.ts,
      text: '#7',
      blocks: card,
    })
  })
  app.action('claim', async ({ ack, body, respond, action }) => {
    await ack()
    seen.push(`${body.user.id} claims ${'value' in action ? action.value : ''}`)
    await respond({ text: 'Yours now', replace_original: false })
  })
  app.action('assign', async ({ ack, action }) => {
    await ack()
    seen.push(`assigned to ${'selected_user' in action ? action.selected_user : ''}`)
  })
  app.command('/ticket', async ({ ack, command, client }) => {
    await ack(`Opening ${command.text}`)
    await client.views.open({ trigger_id: command.trigger_id, view: form })
  })
  app.options('order', async ({ ack, options }) => {
    await ack({ options: [{ text: plain(`Order ${options.value}`), value: options.value }] })
  })
  app.view('reply', async ({ ack, view }) => {
    const text = view.state.values.words?.text?.value ?? ''
    if (text === 'no') await ack({ response_action: 'errors', errors: { words: 'Say more' } })
    else await ack()
    seen.push(
      `${view.private_metadata} ${text} ${view.state.values.order?.order?.selected_option?.value ?? ''}`,
    )
  })
  app.view({ callback_id: 'reply', type: 'view_closed' }, async ({ ack }) => {
    await ack()
    seen.push('closed')
  })
  app.shortcut('new_ticket', async ({ ack, shortcut }) => {
    await ack()
    seen.push(shortcut.type)
  })
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home')
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: card } })
  })
  return seen
}

async function day(slack: Slack, seen: string[]) {
  const ada = slack.person('ada')
  slack.world.app.shortcuts.push('new_ticket')
  const question = await ada.post('support', 'I am stuck')
  await until(() => slack.channel('support').messages[0]?.replies.length === 1)
  const [reply] = slack.channel('support').messages[0]?.replies ?? []
  if (!reply) throw new Error('The card is missing.')
  expect(reply).toMatchObject({ text: '*#7* Stuck', buttons: ['claim', 'assign'] })

  expect((await ada.press(reply, 'claim')).status).toBe(200)
  await ada.choose(reply, 'assign', 'ben')
  await until(() => seen.length === 2 && slack.channel('support').ephemerals('ada').length === 1)
  expect(seen.splice(0)).toEqual([`${ada.id} claims 7`, `assigned to ${slack.person('ben').id}`])

  await ada.command('/ticket', 'new', { channel: 'support' })
  await until(() => ada.modal() !== undefined)
  expect(
    slack
      .channel('support')
      .ephemerals('ada')
      .map(({ text }) => text),
  ).toEqual(['Yours now', 'Opening new'])
  expect(await ada.submit()).toEqual({ sent: false, errors: { words: 'This is a required field' } })
  expect(await ada.submit({ text: 'x'.repeat(21) })).toMatchObject({
    errors: { words: 'Must be at most 20 characters' },
  })
  expect(await ada.submit({ text: 'no' })).toEqual({ sent: true, errors: { words: 'Say more' } })
  expect(await ada.lookUp('modal', 'order', '88')).toEqual(['88'])
  expect(await ada.submit({ text: 'yes', order: '88' })).toEqual({ sent: true, errors: {} })
  expect(ada.modal()).toBeUndefined()
  await until(() => seen.length === 2)
  expect(seen.splice(0)).toEqual(['7 no ', '7 yes 88'])

  await ada.command('/ticket', 'again')
  await until(() => ada.modal() !== undefined)
  await ada.close()
  await ada.messageShortcut(question, 'new_ticket')
  await ada.shortcut('new_ticket')
  await until(() => seen.length === 3)
  expect(seen.splice(0)).toEqual(['closed', 'message_action', 'shortcut'])

  await ada.openHome()
  await until(() => ada.home() !== undefined)
  expect(ada.reads('home')).toBe('*#7* Stuck')
  await ada.press('home', 'claim', { value: '999' })
  await until(() => seen.length === 1)
  expect(seen).toEqual([`${ada.id} claims 999`])
}

/** Bolt answers before it works: what it does then can only be waited for. */
function until(holds: () => boolean) {
  return vi.waitFor(() => expect(holds()).toBe(true), { interval: 5, timeout: 10_000 })
}

test("a day with Slack's own framework, over signed HTTP", async ({ slack, bolt }) => {
  await day(slack, helpDesk(bolt))
  expect(slack.refusals()).toEqual([])
})

test("the same day with Slack's own framework, over a socket", async ({
  slack,
  onTestFinished,
}) => {
  const app = new App({
    socketMode: true,
    appToken: slack.appToken,
    token: slack.botToken,
    logger: silent,
    clientOptions: { slackApiUrl: slack.env.SLACK_API_URL },
  })
  const seen = helpDesk(app)
  await app.start()
  onTestFinished(async () => void (await app.stop()))
  expect(slack.sockets.connections()).toBe(1)
  await day(slack, seen)
  expect(slack.refusals()).toEqual([])
})
