import type { EntityMetadata, HomeView, KnownBlock, ModalView } from '@slack/types'
import { repliesTo } from '#tests/support/slack/messages.ts'
import { topModal, viewObject } from '#tests/support/slack/views.ts'
import {
  type Channel,
  dmWith,
  type Message,
  personNamed,
  type World,
} from '#tests/support/slack/world.ts'
import { type Shortcut, shortcuts } from './manifest.ts'
import type { Sandbox } from './open.ts'
import type { Letter } from './post-office.ts'

/** All that one person sees, as the page draws it. */
export interface Seen {
  team: string
  me: string
  bot: string
  people: SeenPerson[]
  channels: SeenChannel[]
  modal: (ModalView & { id: string; hash: string; previous_view_id: string | null }) | null
  values: Record<string, Record<string, Record<string, unknown>>> // Of the modal, or else of the home.
  home: HomeView | null
  commands: string[]
  shortcuts: Shortcut[]
  emoji: Record<string, string> // What it shows, by name.
  inbox: Letter[]
  consoleUrl: string
}

export interface SeenPerson {
  id: string
  handle: string
  name: string
  kind: string
}

export interface SeenChannel {
  id: string
  name: string
  kind: Channel['kind']
  isMember: boolean
  isWithBot: boolean
  messages: SeenMessage[]
}

export interface SeenMessage {
  ts: string
  thread?: string // Of a reply: its parent.
  by: string // An id, or what the app calls itself here.
  text: string
  blocks: KnownBlock[]
  objects: EntityMetadata[] // What its links unfold to.
  files: { id: string; name: string }[]
  reactions: { name: string; users: string[] }[]
  replies: string[] // Who has answered, by reply.
  isEdited: boolean
  isGone: boolean
  isEphemeral: boolean
  isNotice: boolean // Slack's own words, as when somebody joins.
}

export function seenBy(name: string, { slack, inbox, consoleUrl }: Sandbox): Seen {
  const { world } = slack
  const me = personNamed(world, name).id
  const modal = topModal(world, me)
  const home = world.views.get(world.homes.get(me) ?? '')
  dmWith(world, me) // There to be written to before anybody has.
  return {
    team: world.team.name,
    me,
    bot: world.app.bot.id,
    people: [...world.people.values()].map(({ id, handle, name, kind }) => ({
      id,
      handle,
      name,
      kind,
    })),
    channels: [...world.channels.values()]
      .filter((channel) => maySee(world, channel, me))
      .map((channel) => seenChannel(world, channel, me)),
    modal: modal ? (viewObject(world, modal) as unknown as Seen['modal']) : null,
    home: home ? (viewObject(world, home) as unknown as HomeView) : null,
    values: (modal ?? home)?.values ?? {},
    commands: world.app.commands,
    shortcuts,
    emoji: Object.fromEntries(
      [...world.emoji].map(([name, shown]) => [
        name,
        shown.startsWith('alias:') ? (world.emoji.get(shown.slice(6)) ?? '') : shown,
      ]),
    ),
    inbox,
    consoleUrl,
  }
}

function maySee({ people }: World, { kind, members }: Channel, me: string): boolean {
  return members.has(me) || (kind === 'public' && people.get(me)?.kind === 'member')
}

function seenChannel(world: World, channel: Channel, me: string): SeenChannel {
  const { id, name, kind, members, messages, ephemerals } = channel
  const mine = ephemerals.filter(({ to }) => to === me)
  return {
    id,
    name,
    kind,
    isMember: members.has(me),
    isWithBot: members.has(world.app.bot.id),
    messages: [...messages, ...mine]
      .sort((a, b) => Number(a.ts) - Number(b.ts))
      .map((message) => seenMessage(channel, message)),
  }
}

function seenMessage(channel: Channel, message: Message): SeenMessage {
  const { ts, thread_ts: thread, subtype = '', blocks = [], attachments = [] } = message
  return {
    ts,
    ...(thread && thread !== ts && { thread }),
    by: message.username ?? message.user ?? message.bot_id ?? '',
    text: message.text,
    blocks: [...blocks, ...attachments.flatMap((one) => one.blocks ?? [])] as KnownBlock[],
    objects: attachments.flatMap(({ entity }) => entity ?? []) as EntityMetadata[],
    files: (message.files ?? []).map(({ id, name }) => ({
      id: String(id),
      name: String(name ?? 'A file'),
    })),
    reactions: message.reactions,
    replies: repliesTo(channel, message).map(({ user, username = '' }) => user ?? username),
    isEdited: message.edited !== undefined && message.user !== undefined && !message.bot_id,
    isGone: subtype === 'tombstone',
    isEphemeral: 'to' in message,
    isNotice: /^channel_|^group_/.test(subtype),
  }
}
