import { tell } from '#tests/support/slack/events.ts'
import { joinChannel, leaveChannel } from '#tests/support/slack/membership.ts'
import { userObject } from '#tests/support/slack/people.ts'
import { channelNamed, type Person, personNamed, type World } from '#tests/support/slack/world.ts'

/** What somebody does to channels, to other people and to the app. */
export function administering(world: World, person: Person, settled: () => Promise<void>) {
  return {
    join: async (channel: string) => {
      joinChannel(world, channelNamed(world, channel), person)
      await settled()
    },
    leave: async (channel: string) => {
      leaveChannel(world, channelNamed(world, channel), person)
      await settled()
    },
    /** Brings somebody, or the app's bot, into a channel. */
    invite: async (channel: string, who = world.app.bot.handle) => {
      joinChannel(world, channelNamed(world, channel), personNamed(world, who), person)
      await settled()
    },
    remove: async (channel: string, who = world.app.bot.handle) => {
      leaveChannel(world, channelNamed(world, channel), personNamed(world, who), person)
      await settled()
    },
    rename: async (name: string, newName: string) => {
      const channel = channelNamed(world, name)
      channel.name = newName
      const { id, createdAt: created, kind } = channel
      const about = {
        id,
        name: newName,
        name_normalized: newName,
        created,
        is_channel: kind === 'public',
        is_mpim: false,
      }
      tell(
        world,
        {
          type: kind === 'private' ? 'group_rename' : 'channel_rename',
          channel: about,
          event_ts: world.ts(),
        },
        channel,
        person,
      )
      await settled()
    },
    archive: async (name: string) => {
      const channel = channelNamed(world, name)
      channel.archived = true
      const type = channel.kind === 'private' ? 'group_archive' : 'channel_archive'
      tell(
        world,
        { type, channel: channel.id, user: person.id, is_moved: 0, event_ts: world.ts() },
        channel,
        person,
      )
      await settled()
    },
    unarchive: async (name: string) => {
      const channel = channelNamed(world, name)
      channel.archived = false
      const type = channel.kind === 'private' ? 'group_unarchive' : 'channel_unarchive'
      tell(
        world,
        { type, channel: channel.id, user: person.id, event_ts: world.ts() },
        channel,
        person,
      )
      await settled()
    },
    /** For ever, with all that was said there. */
    deleteChannel: async (name: string) => {
      const channel = channelNamed(world, name)
      const type = channel.kind === 'private' ? 'group_deleted' : 'channel_deleted'
      world.channels.delete(channel.id)
      tell(
        world,
        { type, channel: channel.id, actor_id: person.id, event_ts: world.ts() },
        channel,
        person,
      )
      await settled()
    },
    /** Changes what is known of this person: their name, address, that they are deactivated, or now a guest. */
    become: async (
      change: Partial<Pick<Person, 'name' | 'email' | 'title' | 'deactivated' | 'kind' | 'admin'>>,
    ) => {
      Object.assign(person, change)
      tell(world, {
        type: 'user_change',
        user: userObject(world, person),
        cache_ts: Math.floor(world.clock.now() / 1000),
        event_ts: world.ts(),
      })
      await settled()
    },
    /** Takes the app out of the workspace: its tokens die, and it is told so. */
    uninstallApp: async () => {
      tell(world, { type: 'app_uninstalled', event_ts: world.ts() })
      revoke(world)
      world.app.installed = false
      await settled()
    },
    revokeTokens: async () => {
      revoke(world)
      await settled()
    },
  }
}

function revoke(world: World): void {
  for (const token of world.tokens.values()) if (token.kind === 'bot') token.revoked = true
  tell(world, {
    type: 'tokens_revoked',
    tokens: { oauth: [], bot: [world.app.bot.id] },
    event_ts: world.ts(),
  })
}
