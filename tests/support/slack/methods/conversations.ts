import { flagOf, pageOf, textOf } from '#tests/support/slack/args.ts'
import { joinChannel } from '#tests/support/slack/membership.ts'
import { repliesTo, shown } from '#tests/support/slack/messages.ts'
import { type Asked, type Method, SlackError } from '#tests/support/slack/method.ts'
import { channelObject } from '#tests/support/slack/people.ts'
import { readableChannel, visibleChannel } from '#tests/support/slack/reach.ts'
import { type Channel, dmWith, type Message, messageAt } from '#tests/support/slack/world.ts'

const typeNames = { public: 'public_channel', private: 'private_channel', im: 'im' }
const scopeNames = { public: 'channels:read', private: 'groups:read', im: 'im:read' }

export const conversationMethods = {
  'conversations.list': { do: (asked) => listed(asked, () => true) },
  'users.conversations': {
    do: (asked) => {
      const who = textOf(asked.args, 'user') || asked.world.app.bot.id
      return listed(asked, ({ members }) => members.has(who))
    },
  },
  'conversations.info': {
    do: ({ world, args, caller }) => ({
      channel: channelObject(
        world,
        readableChannel(world, textOf(args, 'channel'), caller, 'read'),
      ),
    }),
  },
  'conversations.members': {
    do: ({ world, args, caller }) => {
      const channel = readableChannel(world, textOf(args, 'channel'), caller, 'read')
      const { items, response_metadata } = pageOf(args, [...channel.members])
      return { members: items, response_metadata }
    },
  },
  'conversations.history': {
    do: (asked) => {
      const { items, more, response_metadata } = told(asked, (channel) =>
        channel.messages
          .filter(
            ({ thread_ts, ts, subtype }) =>
              !thread_ts || thread_ts === ts || subtype === 'thread_broadcast',
          )
          .toReversed(),
      )
      return { messages: items, has_more: more, ...(more && { response_metadata }) }
    },
  },
  'conversations.replies': {
    do: (asked) => {
      const { items, more, response_metadata } = told(asked, (channel) => {
        const message = messageAt(channel, textOf(asked.args, 'ts'))
        const parent = message?.thread_ts ? messageAt(channel, message.thread_ts) : message
        if (!parent) throw new SlackError('thread_not_found')
        return [parent, ...repliesTo(channel, parent)]
      })
      return { messages: items, has_more: more, ...(more && { response_metadata }) }
    },
  },
  'conversations.join': {
    do: ({ world, args }) => {
      const channel = visibleChannel(world, textOf(args, 'channel'))
      if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type')
      if (channel.archived) throw new SlackError('is_archived')
      const already = channel.members.has(world.app.bot.id)
      joinChannel(world, channel, world.app.bot)
      return {
        channel: channelObject(world, channel),
        ...(already && {
          warning: 'already_in_channel',
          response_metadata: { warnings: ['already_in_channel'] },
        }),
      }
    },
  },
  'conversations.open': {
    do: ({ world, args }) => {
      const [user, ...others] = textOf(args, 'users').split(',').filter(Boolean)
      const given = textOf(args, 'channel')
      if (!user && !given) throw new SlackError('users_list_not_supplied')
      if (others.length > 0) throw new SlackError('too_many_users') // Group conversations are not modelled.
      const person = user ? world.people.get(user) : undefined
      if (user && !person) throw new SlackError('user_not_found')
      if (person?.deactivated) throw new SlackError('user_disabled')
      if (person?.kind === 'bot') throw new SlackError('cannot_dm_bot')
      const before = world.channels.size
      const channel = person ? dmWith(world, person.id) : visibleChannel(world, given)
      const old = before === world.channels.size
      return {
        ...(old && { no_op: true, already_open: true }),
        channel: flagOf(args, 'return_im') ? channelObject(world, channel) : { id: channel.id },
      }
    },
  },
} satisfies Record<string, Method>

function listed({ world, args, caller }: Asked, among: (channel: Channel) => boolean) {
  const types = (textOf(args, 'types') || 'public_channel').split(',').map((type) => type.trim())
  const known = [...Object.values(typeNames), 'mpim']
  if (!types.every((type) => known.includes(type))) throw new SlackError('invalid_types')
  const lacking = (['public', 'private', 'im'] as const).find(
    (kind) => types.includes(typeNames[kind]) && !caller.scopes.includes(scopeNames[kind]),
  )
  if (lacking)
    throw new SlackError('missing_scope', {
      needed: scopeNames[lacking],
      provided: caller.scopes.join(','),
    })
  const channels = [...world.channels.values()].filter(
    (channel) =>
      types.includes(typeNames[channel.kind]) &&
      (channel.kind === 'public' || channel.members.has(world.app.bot.id)) &&
      !(flagOf(args, 'exclude_archived') && channel.archived) &&
      among(channel),
  )
  const { items, response_metadata } = pageOf(args, channels)
  return { channels: items.map((channel) => channelObject(world, channel)), response_metadata }
}

/** Messages of a channel the app is in, between `oldest` and `latest`. */
function told({ world, args, caller }: Asked, of: (channel: Channel) => Message[]) {
  const channel = readableChannel(world, textOf(args, 'channel'), caller, 'history')
  if (!channel.members.has(world.app.bot.id)) throw new SlackError('not_in_channel')
  const [oldest, latest] = [textOf(args, 'oldest') || '0', textOf(args, 'latest') || '9999999999']
  if (!(Number(oldest) >= 0)) throw new SlackError('invalid_ts_oldest')
  if (!(Number(latest) >= 0)) throw new SlackError('invalid_ts_latest')
  const bounds = flagOf(args, 'inclusive')
  const within = of(channel).filter(({ ts }) =>
    bounds ? +ts >= +oldest && +ts <= +latest : +ts > +oldest && +ts < +latest,
  )
  const page = pageOf(args, within)
  const full = flagOf(args, 'include_all_metadata')
  return {
    ...page,
    items: page.items.map((message) => {
      const { metadata, ...rest } = shown(channel, message)
      return full && metadata ? { ...rest, metadata } : rest
    }),
  }
}
