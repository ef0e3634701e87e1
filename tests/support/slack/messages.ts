import { channelTypes, tell } from './events.ts'
import {
  type Channel,
  type Json,
  type Message,
  messageAt,
  type Person,
  type World,
} from './world.ts'

/** Puts a message into a channel and tells whoever must hear. */
export function addMessage(world: World, channel: Channel, message: Message, by: Person): Message {
  const parent = message.thread_ts ? messageAt(channel, message.thread_ts) : undefined
  const before = parent && shown(channel, parent)
  if (parent?.user) message.parent_user_id = parent.user
  channel.messages.push(message)
  const event = { ...asEvent(channel, message), event_ts: message.ts }
  tell(world, event, channel, by)
  if (mentions(message, world.app.bot.id) && channel.kind !== 'im' && by.id !== world.app.bot.id) {
    const { channel_type: _, ...mention } = event
    tell(world, { ...mention, type: 'app_mention' }, channel, by)
  }
  if (parent && before) tellChanged(world, channel, before, shown(channel, parent), by)
  shareLinks(world, channel, message, by)
  return message
}

/** Changes a message in place. `quietly`: as unfurls do, without saying that it was edited. */
export function changeMessage(
  world: World,
  channel: Channel,
  message: Message,
  change: Partial<Message>,
  by: Person,
  { quietly = false } = {},
): void {
  const before = shown(channel, message)
  Object.assign(message, change)
  if (!quietly) message.edited = { user: by.id, ts: world.ts() }
  tellChanged(world, channel, before, shown(channel, message), by)
}

/** A parent that has replies leaves a tombstone; anything else is gone. */
export function removeMessage(world: World, channel: Channel, message: Message, by: Person): void {
  const before = shown(channel, message)
  if (repliesTo(channel, message).length > 0) {
    for (const field of ['blocks', 'attachments', 'files', 'metadata', 'bot_id', 'edited'] as const)
      delete message[field]
    Object.assign(message, {
      subtype: 'tombstone',
      text: 'This message was deleted.',
      user: 'USLACKBOT',
      hidden: true,
    })
    tellChanged(world, channel, before, shown(channel, message), by)
    return
  }
  channel.messages.splice(channel.messages.indexOf(message), 1)
  const ts = world.ts()
  tell(
    world,
    {
      type: 'message',
      subtype: 'message_deleted',
      previous_message: before,
      channel: channel.id,
      hidden: true,
      deleted_ts: message.ts,
      event_ts: ts,
      ts,
      channel_type: channelTypes[channel.kind],
    },
    channel,
    by,
  )
}

export function repliesTo(channel: Channel, parent: Message): Message[] {
  return channel.messages.filter(({ ts, thread_ts }) => thread_ts === parent.ts && ts !== parent.ts)
}

/** A message as methods return it: a parent with what there is to know of its thread. */
export function shown(channel: Channel, message: Message): Json & { ts: string } {
  const { reactions, ...rest } = message
  const replies = repliesTo(channel, message)
  const users = [...new Set(replies.map(({ user, bot_id }) => user ?? bot_id ?? ''))]
  return {
    ...rest,
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users_count: users.length,
      latest_reply: replies.at(-1)?.ts,
      reply_users: users.slice(0, 5),
      is_locked: false,
      subscribed: false,
    }),
    ...(reactions.length > 0 && {
      reactions: reactions.map(({ name, users }) => ({ name, users, count: users.length })),
    }),
  }
}

function asEvent(channel: Channel, message: Message) {
  const { reactions: _, ...rest } = message
  const root = message.thread_ts ? messageAt(channel, message.thread_ts) : undefined
  return {
    ...rest,
    ...(message.subtype === 'thread_broadcast' && root && { root: shown(channel, root) }),
    channel: channel.id,
    channel_type: channelTypes[channel.kind],
  }
}

function tellChanged(world: World, channel: Channel, before: Json, after: Json, by: Person): void {
  const ts = world.ts()
  tell(
    world,
    {
      type: 'message',
      subtype: 'message_changed',
      message: { ...after, source_team: by.teamId, user_team: by.teamId },
      previous_message: before,
      channel: channel.id,
      hidden: true,
      ts,
      event_ts: ts,
      channel_type: channelTypes[channel.kind],
    },
    channel,
    by,
  )
}

function mentions({ text }: Message, id: string): boolean {
  return text.includes(`<@${id}>`)
}

/** The links of a message that lead to the app's domains. */
export function linksOf(world: World, { text }: Message) {
  return [...text.matchAll(/<(https?:\/\/[^|>\s]+)(?:\|[^>]*)?>/g)].flatMap(([, escaped = '']) => {
    const url = escaped.replaceAll('&amp;', '&')
    const host = URL.canParse(url) ? new URL(url).hostname : ''
    const domain = world.app.unfurlDomains.find((one) => host === one || host.endsWith(`.${one}`))
    return domain ? [{ url, domain }] : []
  })
}

function shareLinks(world: World, channel: Channel, message: Message, by: Person): void {
  const links = linksOf(world, message)
  if (links.length === 0 || message.app_id === world.app.id) return
  tell(
    world,
    {
      type: 'link_shared',
      user: by.id,
      channel: channel.id,
      message_ts: message.ts,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
      links,
      source: 'conversations_history',
      unfurl_id: `${channel.id}-${message.ts}`,
      is_bot_user_member: channel.members.has(world.app.bot.id),
      event_ts: message.ts,
    },
    channel,
    by,
  )
}
