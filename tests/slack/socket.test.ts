import { once } from 'node:events'
import { expect, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Json } from '#tests/support/slack/world.ts'
import { test as base, webClient } from './slack-test.ts'

/** `connected`: opens one more socket, which keeps what it hears and acknowledges what it is told to. */
const test = base.extend('connected', async ({ slack }, { onCleanup }) => {
  const sockets: WebSocket[] = []
  onCleanup(() => {
    for (const socket of sockets) socket.terminate()
  })
  return async ({ acknowledges = true } = {}) => {
    const { url = '' } = await webClient(slack, slack.appToken).apps.connections.open({})
    const socket = new WebSocket(url)
    const heard: (Json & { payload?: { event?: Json } })[] = []
    socket.on('message', (text) => {
      const envelope = JSON.parse(String(text))
      heard.push(envelope)
      if (acknowledges && envelope.envelope_id)
        socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }))
    })
    sockets.push(socket)
    await once(socket, 'message')
    return { url, socket, heard }
  }
})

test('a socket is opened with a ticket of its own, and greeted', async ({ connected }) => {
  const { url, heard } = await connected()
  expect(heard).toMatchObject([
    { type: 'hello', num_connections: 1, connection_info: { app_id: 'A0DESK' } },
  ])
  const again = new WebSocket(url)
  await expect(once(again, 'open')).rejects.toThrow('socket hang up')
})

test('of two connections each envelope goes to one', async ({ connected, ada }) => {
  const [one, two] = [await connected(), await connected()]
  await ada.post('support', 'First')
  await ada.post('support', 'Second')
  const texts = [one, two].map(({ heard }) =>
    heard.slice(1).map(({ payload }) => payload?.event?.text),
  )
  expect(texts).toEqual([['First'], ['Second']])
})

test('an envelope that nobody acknowledges comes again, as a new one', async ({
  slack,
  connected,
  ada,
}) => {
  const { heard } = await connected({ acknowledges: false })
  const posted = ada.post('support', 'Anybody?')
  await vi.waitFor(() => expect(heard).toHaveLength(2), 10_000)
  await slack.pass(3)
  await vi.waitFor(() => expect(heard).toHaveLength(3), 10_000)
  await slack.pass(3)
  await posted
  expect(heard.slice(1)).toMatchObject([
    { type: 'events_api', accepts_response_payload: false, retry_attempt: 0, retry_reason: '' },
    { type: 'events_api', retry_attempt: 1, retry_reason: 'timeout' },
  ])
  expect(heard[1]?.payload).toEqual(heard[2]?.payload)
  expect(heard[1]?.envelope_id).not.toBe(heard[2]?.envelope_id)
})

test('a connection is asked to make way, or cut', async ({ slack, connected }) => {
  const { socket, heard } = await connected()
  slack.sockets.disconnect()
  await once(socket, 'message')
  expect(heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
  slack.sockets.cut()
  await once(socket, 'close')
  expect(slack.sockets.connections()).toBe(0)
})
