import { textOf } from '#tests/support/slack/args.ts'
import { emojiNamed } from '#tests/support/slack/emoji.ts'
import { react, unreact } from '#tests/support/slack/membership.ts'
import { type Asked, type Method, SlackError } from '#tests/support/slack/method.ts'
import { joinedChannel } from '#tests/support/slack/reach.ts'
import { messageAt } from '#tests/support/slack/world.ts'

const byOnePerson = 23
const differentOnOne = 50

export const reactionMethods = {
  'reactions.add': {
    do: (asked) => {
      const { channel, message, name } = itemOf(asked)
      const me = asked.world.app.bot
      const mine = message.reactions.filter(({ users }) => users.includes(me.id))
      if (mine.some((one) => one.name === name)) throw new SlackError('already_reacted')
      if (mine.length >= byOnePerson) throw new SlackError('too_many_reactions')
      const isNew = !message.reactions.some((one) => one.name === name)
      if (isNew && message.reactions.length >= differentOnOne)
        throw new SlackError('too_many_emoji')
      react(asked.world, channel, message, name, me)
      return {}
    },
  },
  'reactions.remove': {
    do: (asked) => {
      const { channel, message, name } = itemOf(asked)
      const me = asked.world.app.bot
      const mine = message.reactions.some((one) => one.name === name && one.users.includes(me.id))
      if (!mine) throw new SlackError('no_reaction')
      unreact(asked.world, channel, message, name, me)
      return {}
    },
  },
  'emoji.list': {
    do: ({ world }) => ({
      emoji: Object.fromEntries([...world.emoji].filter(([, shown]) => shown.startsWith('https:'))),
    }),
  },
} satisfies Record<string, Method>

function itemOf({ world, args }: Asked) {
  if (!args.channel || !args.timestamp) throw new SlackError('no_item_specified')
  const name = emojiNamed(world.emoji, textOf(args, 'name'))
  if (!name) throw new SlackError('invalid_name')
  const channel = joinedChannel(world, textOf(args, 'channel'))
  if (channel.archived) throw new SlackError('is_archived')
  if (!/^\d+\.\d{6}$/.test(textOf(args, 'timestamp'))) throw new SlackError('bad_timestamp')
  const message = messageAt(channel, textOf(args, 'timestamp'))
  if (!message) throw new SlackError('message_not_found')
  return { channel, message, name }
}
