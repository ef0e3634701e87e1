import type { WebClient } from '@slack/web-api'

/** Where a message stands. */
interface Place {
  channel: string
  ts: string
}

/** The only message of a channel that is in no thread: a card, or what somebody has asked. */
export async function onlyIn(client: WebClient, channel: string) {
  const { messages = [] } = await client.conversations.history({ channel })
  const [only, ...more] = messages
  if (!only?.ts || more.length > 0) throw new Error(`${messages.length} messages in ${channel}`)
  return { ...only, channel, ts: only.ts }
}

/** What hangs on a message, oldest first. */
export async function under(client: WebClient, { channel, ts }: Place) {
  const { messages = [] } = await client.conversations.replies({ channel, ts })
  return messages.slice(1)
}

/** The event that emulate makes of what was said last under a message. */
export async function saidUnder(client: WebClient, place: Place) {
  const said = (await under(client, place)).at(-1)
  if (!said) throw new Error(`Nothing was said under ${place.ts}`)
  return { ...said, type: 'message', channel: place.channel }
}

/** The event that emulate makes of the first reaction to a message; `event_ts`, which Slack adds, it lacks. */
export async function reactionTo(client: WebClient, { channel, ts }: Place) {
  const { message } = await client.reactions.get({ channel, timestamp: ts })
  const [{ name, users = [] } = {}] = message?.reactions ?? []
  const item = { type: 'message', channel, ts }
  return { type: 'reaction_added', user: users[0], reaction: name, item, event_ts: `${ts}1` }
}
