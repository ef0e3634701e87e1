import { tell } from './events.ts'
import {
  type Channel,
  type Person,
  type PersonKind,
  personNamed,
  seconds,
  type World,
} from './world.ts'

export interface NewPerson {
  kind?: PersonKind
  name?: string
  email?: string
  admin?: boolean
  timeZone?: string
  locale?: string
}

/** Somebody of this workspace, or with `kind: 'stranger'` of another organisation, named in `World.teams`. */
export function makePerson(world: World, handle: string, options: NewPerson = {}): Person {
  const { kind = 'member', name, email, admin = false } = options
  const [stranger] = [...world.teams.keys()].filter((id) => id !== world.team.id)
  const person: Person = {
    id: world.next('U'),
    teamId: kind === 'stranger' ? (stranger ?? '') : world.team.id,
    kind,
    handle,
    name: name ?? handle.charAt(0).toUpperCase() + handle.slice(1),
    email: email ?? `${handle}@${kind === 'stranger' ? 'other.example' : 'desk.test'}`,
    title: '',
    admin,
    deactivated: false,
    timeZone: options.timeZone ?? 'Europe/Amsterdam',
    locale: options.locale ?? 'en-US',
    ...(kind === 'bot' && { botId: world.next('B'), appId: world.next('A') }),
  }
  world.people.set(person.id, person)
  if (kind !== 'stranger') tell(world, { type: 'team_join', user: userObject(world, person) })
  return person
}

export interface NewChannel {
  kind?: 'public' | 'private'
  archived?: boolean
  shared?: boolean // With the other organisation, by Slack Connect.
  members?: string[]
}

export function makeChannel(world: World, name: string, options: NewChannel = {}): Channel {
  const { kind = 'public', archived = false, shared = false, members = [] } = options
  const channel: Channel = {
    id: world.next('C'),
    name,
    kind,
    archived,
    sharedWith: shared ? [...world.teams.keys()].filter((id) => id !== world.team.id) : [],
    createdAt: seconds(world),
    members: new Set(members.map((member) => personNamed(world, member).id)),
    messages: [],
    ephemerals: [],
  }
  world.channels.set(channel.id, channel)
  return channel
}

/** As users.info returns it: foreigners show little, and addresses need a scope of their own. */
export function userObject(world: World, person: Person) {
  const foreign = person.kind === 'stranger'
  const bot = person.kind === 'bot'
  const seesEmail = world.app.scopes.includes('users:read.email') && !foreign && !bot
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.handle,
    deleted: person.deactivated,
    real_name: person.name,
    ...(!foreign && {
      tz: person.timeZone,
      is_admin: person.admin,
      is_owner: false,
      is_primary_owner: false,
      is_email_confirmed: true,
      is_restricted: person.kind === 'guest',
      is_ultra_restricted: false,
    }),
    ...(foreign && { is_stranger: true }),
    is_bot: bot,
    is_app_user: false,
    updated: seconds(world),
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.handle,
      display_name_normalized: person.handle,
      title: person.title,
      team: person.teamId,
      ...(seesEmail && { email: person.email }),
      ...(bot && { bot_id: person.botId, api_app_id: person.appId }),
    },
  }
}

/** As conversations.info returns it. */
export function channelObject(world: World, channel: Channel) {
  const me = world.app.bot.id
  if (channel.kind === 'im') {
    const [other = me] = [...channel.members].filter((id) => id !== me)
    return {
      id: channel.id,
      created: channel.createdAt,
      is_im: true,
      is_org_shared: false,
      user: other,
      is_archived: false,
    }
  }
  const shared = channel.sharedWith.length > 0
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: channel.createdAt,
    context_team_id: world.team.id,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_general: false,
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(me),
    shared_team_ids: [world.team.id, ...channel.sharedWith],
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.size,
  }
}
