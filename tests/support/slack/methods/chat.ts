import { flagOf, textOf } from '#tests/support/slack/args.ts'
import { contentOf, refuseLongUpdate } from '#tests/support/slack/content.ts'
import { addMessage, changeMessage, removeMessage, shown } from '#tests/support/slack/messages.ts'
import { type Asked, type Method, SlackError } from '#tests/support/slack/method.ts'
import { joinedChannel, visibleChannel, writableChannel } from '#tests/support/slack/reach.ts'
import {
  type Channel,
  type Json,
  type Message,
  messageAt,
  type World,
} from '#tests/support/slack/world.ts'

export const chatMethods = {
  'chat.postMessage': {
    do: ({ world, args, caller }) => {
      const channel = writableChannel(world, textOf(args, 'channel'), caller)
      const content = contentOf(world, args)
      const thread = threadOf(channel, args)
      const message = addMessage(
        world,
        channel,
        { ...ours(world, args), ...content, ...thread },
        world.app.bot,
      )
      return { channel: channel.id, ts: message.ts, message: shown(channel, message) }
    },
  },
  'chat.postEphemeral': {
    do: ({ world, args, caller }) => {
      const channel = writableChannel(world, textOf(args, 'channel'), caller)
      const to = textOf(args, 'user')
      if (!channel.members.has(to)) throw new SlackError('user_not_in_channel')
      const message = {
        ...ours(world, args),
        ...contentOf(world, args),
        ...threadOf(channel, args),
        to,
      }
      channel.ephemerals.push(message)
      return { message_ts: message.ts }
    },
  },
  'chat.update': {
    do: (asked) => {
      const { world, args } = asked
      const { channel, message } = ownMessage(asked, 'cant_update_message')
      const content = contentOf(world, args)
      refuseLongUpdate(content.text)
      changeMessage(world, channel, message, content, world.app.bot)
      return {
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        message: shown(channel, message),
      }
    },
  },
  'chat.delete': {
    do: (asked) => {
      const { channel, message } = ownMessage(asked, 'cant_delete_message')
      removeMessage(asked.world, channel, message, asked.world.app.bot)
      return { channel: channel.id, ts: message.ts }
    },
  },
  'chat.getPermalink': {
    do: ({ world, args }) => {
      const channel = visibleChannel(world, textOf(args, 'channel'))
      const message = messageAt(channel, textOf(args, 'message_ts'))
      if (!message) throw new SlackError('message_not_found')
      const path = `archives/${channel.id}/p${message.ts.replace('.', '')}`
      const thread = message.thread_ts && `?thread_ts=${message.thread_ts}&cid=${channel.id}`
      const permalink = `https://${world.team.domain}.slack.com/${path}${thread ?? ''}`
      return { channel: channel.id, permalink }
    },
  },
} satisfies Record<string, Method>

/** A message under another name has no user, only a bot, and says so by its subtype. */
export function ours(world: World, args: Json = {}): Message {
  const { app, team } = world
  const username = textOf(args, 'username')
  return {
    type: 'message',
    ts: world.ts(),
    text: '',
    ...(username ? { subtype: 'bot_message', username } : { user: app.bot.id, team: team.id }),
    bot_id: app.bot.botId,
    app_id: app.id,
    bot_profile: {
      id: app.bot.botId,
      app_id: app.id,
      name: app.name,
      deleted: false,
      team_id: team.id,
    },
    reactions: [],
  }
}

/** A reply hangs on its parent; of a reply of a reply the parent is meant. What is not there cannot be answered. */
export function threadOf(channel: Channel, args: Json): Partial<Message> {
  const given = textOf(args, 'thread_ts')
  if (!given) return {}
  if (!/^\d+\.\d{6}$/.test(given)) throw new SlackError('invalid_thread_ts')
  const parent = messageAt(channel, given)
  if (!parent) throw new SlackError('thread_not_found')
  const thread = { thread_ts: parent.thread_ts ?? parent.ts }
  return flagOf(args, 'reply_broadcast') ? { ...thread, subtype: 'thread_broadcast' } : thread
}

function ownMessage({ world, args }: Asked, otherwise: string) {
  const channel = joinedChannel(world, textOf(args, 'channel'))
  const message = messageAt(channel, textOf(args, 'ts'))
  if (!message) throw new SlackError('message_not_found')
  if (message.app_id !== world.app.id || message.subtype === 'tombstone')
    throw new SlackError(otherwise)
  return { channel, message }
}
