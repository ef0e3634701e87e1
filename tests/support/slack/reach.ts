import { requireScope, SlackError } from './method.ts'
import { type Channel, dmWith, type Token, type World } from './world.ts'

const kinds = { public: 'channels', private: 'groups', im: 'im' }

/** The channel of an argument, if the app can know of it: a private one it is not in does not exist for it. */
export function visibleChannel(world: World, given: string): Channel {
  const channel = world.channels.get(given)
  if (!channel || (channel.kind !== 'public' && !channel.members.has(world.app.bot.id)))
    throw new SlackError('channel_not_found')
  return channel
}

/** The same, for methods whose scopes differ by kind: `read`, `history`. */
export function readableChannel(
  world: World,
  given: string,
  caller: Token,
  right: string,
): Channel {
  const channel = visibleChannel(world, given)
  requireScope(caller, [`${kinds[channel.kind]}:${right}`])
  return channel
}

/** Where the app may write: an id, `#name`, or a person, which means the conversation with them. */
export function writableChannel(world: World, given: string, caller: Token): Channel {
  const person = world.people.get(given)
  if (person?.kind === 'bot') throw new SlackError('cannot_dm_bot')
  const named = [...world.channels.values()].find(
    ({ kind, name }) => kind === 'public' && name === given.replace(/^#/, ''),
  )
  const channel = person ? dmWith(world, person.id) : visibleChannel(world, named?.id ?? given)
  if (channel.archived) throw new SlackError('is_archived')
  if (!channel.members.has(world.app.bot.id) && !caller.scopes.includes('chat:write.public'))
    throw new SlackError('not_in_channel')
  return channel
}

/** Where the app may act on what is there. */
export function joinedChannel(world: World, given: string): Channel {
  const channel = visibleChannel(world, given)
  if (!channel.members.has(world.app.bot.id)) throw new SlackError('not_in_channel')
  return channel
}
