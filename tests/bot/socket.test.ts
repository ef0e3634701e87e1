import { expect, vi } from 'vitest'
import { openSockets } from '#bot/intake/socket.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

const test = base
  .extend('slackOptions', async () => ({ from: new Date() }))
  .extend('settings', async () => ({ SLACK_APP_TOKEN: 'xapp-for-tests' }))

test('over two sockets the desk hears the same, and loses nothing when one is renewed', async ({
  desk,
  slack,
  ada,
  onTestFinished,
}) => {
  onTestFinished(await openSockets(desk.app))
  await vi.waitFor(() => expect(slack.sockets.connections()).toBe(2), 5000)
  const id = await desk.a.ticket()
  await desk.pass(3)
  await ada.press(cardIn(slack), 'ticket.claim')
  await ada.reply(cardIn(slack), 'A note')
  await desk.pass(3)
  expect(await desk.ticket(id)).toMatchObject({ assignee: { name: 'Ada' } })
  expect(await desk.said(id)).toHaveLength(2)
})
