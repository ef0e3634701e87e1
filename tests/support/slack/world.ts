import type { Clock } from './clock.ts'
import type { Delivery, Post } from './deliver.ts'
import type { Fault } from './faults.ts'

export type Json = Record<string, unknown>

export interface Team {
  id: string
  name: string
  domain: string
}

/** `guest` is restricted to channels they were invited to; `stranger` belongs to another organisation. */
export type PersonKind = 'member' | 'guest' | 'stranger' | 'bot'

export interface Person {
  id: string
  teamId: string
  kind: PersonKind
  handle: string // As in @ada.
  name: string
  email: string
  title: string
  admin: boolean
  deactivated: boolean
  timeZone: string
  locale: string
  botId?: string // Bots only; `appId` of ours or of another app.
  appId?: string
}

interface Reaction {
  name: string
  users: string[]
}

/** A message as Slack says it; what a thread looks like from its parent is worked out when somebody asks. */
export interface Message {
  type: 'message'
  ts: string
  text: string
  subtype?: string
  user?: string
  username?: string
  bot_id?: string
  app_id?: string
  bot_profile?: Json
  team?: string
  user_team?: string // Of foreigners, with source_team.
  source_team?: string
  client_msg_id?: string
  blocks?: Json[]
  attachments?: Json[]
  files?: Json[]
  metadata?: Json
  thread_ts?: string
  parent_user_id?: string
  inviter?: string
  upload?: boolean
  edited?: { user: string; ts: string }
  hidden?: true
  reactions: Reaction[]
}

/** Seen by one person only, and by no method. */
export interface Ephemeral extends Message {
  to: string
}

export interface Channel {
  id: string
  name: string
  kind: 'public' | 'private' | 'im'
  archived: boolean
  sharedWith: string[] // Ids of the other teams of a Slack Connect channel.
  createdAt: number // Seconds.
  members: Set<string>
  messages: Message[]
  ephemerals: Ephemeral[]
}

export interface File {
  id: string
  name: string
  title: string
  mimetype: string
  by: string
  at: number // Seconds.
  content: Buffer
  size: number // As announced; `content` must match.
  uploaded: boolean
  completed: boolean
  channels: string[]
  given?: true // Put into a form of the app's, which may have it from then on.
}

export interface View {
  id: string
  owner: string
  hash: string
  root: string
  previous: string | null
  payload: Json & { type: 'modal' | 'home'; blocks: Json[] }
  values: Record<string, Record<string, Json>>
}

export interface Token {
  value: string
  kind: 'bot' | 'app'
  scopes: string[]
  revoked: boolean
}

export interface Trigger {
  by: string
  at: number
  used: boolean
  view?: string // The modal it was pulled in: only such a trigger may push.
  entity?: { url: string; channel: string; ts: string }
}

export interface ResponseUrl {
  channel: string
  by: string
  at: number
  uses: number
  source?: { ts: string; ephemeral: boolean }
}

export interface App {
  id: string
  name: string
  clientId: string
  clientSecret: string
  signingSecret: string
  verificationToken: string
  scopes: string[]
  events: string[] // As an app's settings list them: `message.channels`, `reaction_added`.
  commands: string[]
  shortcuts: string[]
  unfurlDomains: string[]
  installed: boolean
  bot: Person
}

/** One call of a method, as it came and as it was answered. */
export interface Call {
  method: string
  args: Json
  token: string | undefined
  at: number
  status: number | 'reset' | 'no answer'
  answer: Json
}

/** Everything a workspace is. Plain data: methods, gestures and views of it are functions over it. */
export interface World {
  clock: Clock
  url: string
  team: Team
  teams: Map<string, Team>
  app: App
  people: Map<string, Person>
  channels: Map<string, Channel>
  files: Map<string, File>
  emoji: Map<string, string>
  usergroups: Map<string, { id: string; handle: string; name: string; users: string[] }>
  tokens: Map<string, Token>
  grants: Json // What an installation says beside: that it is for an organisation, that its token expires.
  codes: Map<string, { redirectUri: string; scopes: string[]; by: string; at: number }>
  views: Map<string, View>
  modals: Map<string, string[]> // Per person, the one on top last.
  homes: Map<string, string>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  calls: Call[]
  faults: Fault[]
  limited: boolean
  calledAt: Map<string, number[]> // Instants per limited thing, see limits.ts.
  deliveries: Delivery[]
  post: Post
  socketUrl: () => string
  offered: Map<string, Json[]> // Options an app suggested, by action id.
  details: Map<string, Json> // What a person sees beside a Work Object.
  next: (prefix: string) => string
  ts: () => string
  onCall: () => void // The app has just done something: what people see may have changed.
}

/** Numbers in order, so that a run is the same each time. */
export function counter(): (prefix: string) => string {
  let count = 0
  return (prefix) => `${prefix}0${String(++count).padStart(8, '0')}`
}

/** Slack's timestamps: unique, in order, of the clock's second. */
export function timestamps(clock: Clock): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 100, Math.floor(clock.now()) * 1000) // Microseconds.
    const seconds = Math.floor(last / 1_000_000)
    return `${seconds}.${String(last - seconds * 1_000_000).padStart(6, '0')}`
  }
}

export function seconds(world: World): number {
  return Math.floor(world.clock.now() / 1000)
}

/** By id, by `#name` or by name; fails in words when there is none, as a test that names one wants it. */
export function channelNamed(world: World, name: string): Channel {
  const bare = name.replace(/^#/, '')
  const found =
    world.channels.get(bare) ?? [...world.channels.values()].find((one) => one.name === bare)
  if (!found) throw new Error(`There is no channel ${name}; slack.addChannel makes one.`)
  return found
}

export function personNamed(world: World, name: string): Person {
  const bare = name.replace(/^@/, '')
  const found =
    world.people.get(bare) ?? [...world.people.values()].find((one) => one.handle === bare)
  if (!found) throw new Error(`There is nobody called ${name}; slack.addPerson makes one.`)
  return found
}

export function messageAt(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((message) => message.ts === ts)
}

/** The conversation of two; made when it is first wanted. */
export function dmWith(world: World, one: string, other = world.app.bot.id): Channel {
  const found = [...world.channels.values()].find(
    ({ kind, members }) => kind === 'im' && members.has(one) && members.has(other),
  )
  if (found) return found
  const id = world.next('D')
  const channel: Channel = {
    id,
    name: id,
    kind: 'im',
    archived: false,
    sharedWith: [],
    createdAt: seconds(world),
    members: new Set([one, other]),
    messages: [],
    ephemerals: [],
  }
  world.channels.set(id, channel)
  return channel
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
