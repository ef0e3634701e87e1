import { channelTypes, tell } from './events.ts'
import { addMessage } from './messages.ts'
import type { Channel, Message, Person, World } from './world.ts'

/** Somebody comes into a channel, by themselves or invited. */
export function joinChannel(
  world: World,
  channel: Channel,
  person: Person,
  inviter?: Person,
): void {
  if (channel.members.has(person.id)) return
  channel.members.add(person.id)
  const by = inviter && { inviter: inviter.id }
  tell(
    world,
    {
      type: 'member_joined_channel',
      user: person.id,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: person.teamId,
      ...by,
      event_ts: world.ts(),
    },
    channel,
    person,
  )
  const text = `<@${person.id}> has joined the ${channelTypes[channel.kind]}`
  addMessage(
    world,
    channel,
    {
      type: 'message',
      subtype: 'channel_join',
      ts: world.ts(),
      user: person.id,
      text,
      ...by,
      reactions: [],
    },
    person,
  )
}

/** @param by whoever takes them out */
export function leaveChannel(
  world: World,
  channel: Channel,
  person: Person,
  by: Person = person,
): void {
  if (person === world.app.bot) {
    const type = channel.kind === 'private' ? 'group_left' : 'channel_left'
    const left = { type, channel: channel.id, actor_id: by.id, event_ts: world.ts() }
    tell(world, left, channel, by)
  }
  tell(
    world,
    {
      type: 'member_left_channel',
      user: person.id,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: person.teamId,
      event_ts: world.ts(),
    },
    channel,
    person,
  )
  channel.members.delete(person.id)
}

export function react(
  world: World,
  channel: Channel,
  message: Message,
  name: string,
  by: Person,
): void {
  const reaction = message.reactions.find((one) => one.name === name)
  if (reaction) reaction.users.push(by.id)
  else message.reactions.push({ name, users: [by.id] })
  tellReaction(world, 'reaction_added', channel, message, name, by)
}

export function unreact(
  world: World,
  channel: Channel,
  message: Message,
  name: string,
  by: Person,
): void {
  message.reactions = message.reactions
    .map((one) =>
      one.name === name ? { name, users: one.users.filter((id) => id !== by.id) } : one,
    )
    .filter(({ users }) => users.length > 0)
  tellReaction(world, 'reaction_removed', channel, message, name, by)
}

function tellReaction(
  world: World,
  type: 'reaction_added' | 'reaction_removed',
  channel: Channel,
  message: Message,
  reaction: string,
  by: Person,
): void {
  tell(
    world,
    {
      type,
      user: by.id,
      reaction,
      item: { type: 'message', channel: channel.id, ts: message.ts },
      ...(message.user && { item_user: message.user }),
      event_ts: world.ts(),
    },
    channel,
    by,
  )
}
