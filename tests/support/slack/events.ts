import type { Channel, Json, Person, World } from './world.ts'

type Event = Json & { type: string }

/** Which scope an app needs to be told (docs.slack.dev/reference/events). Absent: none. */
const scopeNeeded: Record<string, string> = {
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_rename: 'channels:read',
  channel_created: 'channels:read',
  channel_deleted: 'channels:read',
  channel_left: 'channels:read',
  group_archive: 'groups:read',
  group_unarchive: 'groups:read',
  group_rename: 'groups:read',
  group_deleted: 'groups:read',
  group_left: 'groups:read',
  link_shared: 'links:read',
  user_change: 'users:read',
  team_join: 'users:read',
  file_shared: 'files:read',
  emoji_changed: 'emoji:read',
}

/** Told of every public channel, joined or not. */
const heardFromAfar = new Set([
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'channel_created',
  'channel_deleted',
  'link_shared',
])

const messageEvents = { public: 'message.channels', private: 'message.groups', im: 'message.im' }
export const channelTypes = { public: 'channel', private: 'group', im: 'im' }

/**
 * Tells the app that something happened, if it is installed, has subscribed to it, has the scope, and is in the
 * channel it happened in.
 */
export function tell(world: World, event: Event, where?: Channel, by?: Person): void {
  if (!mayHear(world, event.type, where)) return
  world.post.event(envelope(world, event, where, by))
}

function mayHear({ app }: World, type: string, where?: Channel): boolean {
  const name = type === 'message' && where ? messageEvents[where.kind] : type
  const scope = scopeNeeded[name]
  if (!app.installed || !app.events.includes(name)) return false
  if (scope && !app.scopes.includes(scope)) return false
  if (!where || where.members.has(app.bot.id)) return true
  return heardFromAfar.has(name) && where.kind === 'public'
}

/**
 * The outer event. In a channel shared between organisations `team_id` is the team of whoever did it: only
 * `context_team_id` and `authorizations` say reliably which installation is meant.
 */
export function envelope(world: World, event: Event, where?: Channel, by?: Person): Json {
  const { app, team } = world
  return {
    token: app.verificationToken,
    team_id: by?.teamId ?? team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: world.next('Ev'),
    event_time: Math.floor(world.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: (where?.sharedWith.length ?? 0) > 0,
    event_context: `4-${world.next('ctx')}`,
  }
}
