import type { Clock } from './clock.ts'
import type { Delivery, Post } from './deliver.ts'
import { standardEmoji } from './emoji.ts'
import {
  type App,
  counter,
  type Person,
  type Team,
  type Token,
  timestamps,
  type World,
} from './world.ts'

/** Of the app, what a test may want otherwise. The defaults are the app's manifest. */
export type AppSettings = Partial<
  Pick<
    App,
    'name' | 'scopes' | 'events' | 'commands' | 'shortcuts' | 'unfurlDomains' | 'signingSecret'
  >
>

const scopes =
  'app_mentions:read channels:history channels:join channels:read chat:write commands emoji:read files:read files:write groups:history groups:read im:history im:read im:write links:read links:write reactions:read reactions:write team:read usergroups:read users:read users:read.email'
const events =
  'app_home_opened app_mention app_uninstalled channel_archive channel_rename entity_details_requested group_archive link_shared member_joined_channel message.channels message.groups message.im reaction_added reaction_removed tokens_revoked user_change'

const acme = { id: 'T0ACME', name: 'Acme', domain: 'acme' }

/** A workspace with the app installed, an admin called `root`, and nobody else. */
export function newWorld(clock: Clock, settings: AppSettings = {}, team: Team = acme): World {
  const next = counter()
  const other = { id: 'T0OTHER', name: 'Other', domain: 'other' }
  const app: App = {
    id: 'A0DESK',
    name: 'Deskwire',
    clientId: '1000.2000',
    clientSecret: 'client-secret-for-tests',
    signingSecret: 'signing-secret-for-tests',
    verificationToken: 'verification-token-for-tests',
    scopes: scopes.split(' '),
    events: events.split(' '),
    commands: ['/ticket'],
    shortcuts: [],
    unfurlDomains: [],
    installed: true,
    bot: { ...botOf(team.id) },
    ...settings,
  }
  const tokens: Token[] = [
    { value: 'xoxb-for-tests', kind: 'bot', scopes: app.scopes, revoked: false },
    { value: 'xapp-for-tests', kind: 'app', scopes: ['connections:write'], revoked: false },
  ]
  const world: World = {
    clock,
    url: '',
    team,
    teams: new Map([team, other].map((one) => [one.id, one])),
    app,
    people: new Map([[app.bot.id, app.bot]]),
    channels: new Map(),
    files: new Map(),
    emoji: standardEmoji(),
    usergroups: new Map(),
    tokens: new Map(tokens.map((one) => [one.value, one])),
    codes: new Map(),
    grants: {},
    views: new Map(),
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    details: new Map(),
    offered: new Map(),
    calls: [],
    faults: [],
    limited: true,
    calledAt: new Map(),
    deliveries: [] as Delivery[],
    post: unconnected,
    socketUrl: () => '',
    next,
    ts: timestamps(clock),
    onCall: () => {},
  }
  return world
}

/** Until the server is up nothing happens that anybody could hear of. */
const unconnected: Post = {
  event: async () => {},
  ask: async () => ({ status: 0, body: '', failure: 'connection_failed' }),
}

function botOf(teamId: string): Person {
  return {
    id: 'U0BOT',
    teamId,
    kind: 'bot',
    handle: 'deskwire',
    name: 'Deskwire',
    email: '',
    title: '',
    admin: false,
    deactivated: false,
    timeZone: 'UTC',
    locale: 'en-US',
    botId: 'B0BOT',
    appId: 'A0DESK',
  }
}
