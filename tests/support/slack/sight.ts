import { elementsOf } from './block-kit.ts'
import type { MessageRef } from './gestures/writing.ts'
import { repliesTo } from './messages.ts'
import {
  type Channel,
  channelNamed,
  type Ephemeral,
  isObject,
  type Json,
  type Message,
  type World,
} from './world.ts'

/** A message as people see it. */
export interface Sight extends MessageRef {
  by: string // Handle.
  text: string // What is read on the screen, names for ids; emphasis keeps its marks.
  buttons: string[] // Action ids of everything that can be pressed or filled in.
  reactions: Record<string, string[]> // Handles by emoji.
  replies: Sight[]
  edited: boolean
  raw: Message
}

/** A channel as people see it now. */
export function channelSight(world: World, name: string) {
  const channel = channelNamed(world, name)
  const all = (of: Message[]) => of.map((message) => sightOf(world, channel, message))
  return {
    id: channel.id,
    name: channel.name,
    members: [...channel.members].map((id) => handleOf(world, id)),
    /** What stands in the channel itself, oldest first; replies hang on their parents. */
    messages: all(channel.messages.filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts)),
    /** What one person alone was shown. */
    ephemerals: (handle: string) =>
      all(channel.ephemerals.filter(({ to }) => handleOf(world, to) === handle)),
    /** All of it as lines: `ada: Stuck :eyes: ben`, replies indented, buttons in brackets. */
    transcript: () =>
      all(channel.messages.filter(({ thread_ts }) => !thread_ts)).flatMap((one) => [
        line(one),
        ...one.replies.map((reply) => `  ${line(reply)}`),
      ]),
  }
}

function line({ by, text, buttons, reactions }: Sight): string {
  const pressed = Object.entries(reactions).map(([name, who]) => `:${name}: ${who.join(' ')}`)
  return [`${by}: ${text}`, ...buttons.map((name) => `[${name}]`), ...pressed].join(' ')
}

function sightOf(world: World, channel: Channel, message: Message | Ephemeral): Sight {
  const blocks = message.blocks ?? []
  return {
    channel: channel.id,
    ts: message.ts,
    by: message.username ?? handleOf(world, message.user ?? message.bot_id ?? ''),
    text: blocks.length > 0 ? readBlocks(world, blocks) : readable(world, message.text),
    buttons: blocks
      .flatMap(elementsOf)
      .flatMap(({ action_id }) => (action_id ? String(action_id) : [])),
    reactions: Object.fromEntries(
      message.reactions.map(({ name, users }) => [name, users.map((id) => handleOf(world, id))]),
    ),
    replies: repliesTo(channel, message).map((reply) => sightOf(world, channel, reply)),
    edited: message.edited !== undefined,
    raw: message,
  }
}

/** What blocks say, block by block. */
export function readBlocks(world: World, blocks: Json[]): string {
  return blocks
    .map((block) => read(world, block).trim())
    .filter(Boolean)
    .join('\n')
}

const readers: Record<string, (world: World, one: Json) => string> = {
  plain_text: (_, one) => String(one.text),
  mrkdwn: (world, one) => readable(world, String(one.text)),
  markdown: (_, one) => String(one.text),
  text: (_, one) => String(one.text),
  raw_text: (_, one) => String(one.text),
  raw_number: (_, one) => String(one.text),
  link: (_, one) => String(one.text ?? one.url),
  user: (world, one) => `@${handleOf(world, String(one.user_id))}`,
  channel: (world, one) => `#${world.channels.get(String(one.channel_id))?.name}`,
  broadcast: (_, one) => `@${one.range}`,
  emoji: (_, one) => `:${one.name}:`,
  date: (_, one) => String(one.fallback ?? one.timestamp),
  image: (_, one) => `(${one.alt_text})`,
  table: (world, one) =>
    [one.rows]
      .flat()
      .map((row) =>
        [row]
          .flat()
          .filter(isObject)
          .map((cell) => read(world, cell))
          .join(' | '),
      )
      .join('\n'),
  rich_text: (world, one) => inner(world, one).join('\n'),
  rich_text_list: (world, one) =>
    inner(world, one)
      .map((item) => `• ${item}`)
      .join('\n'),
  rich_text_quote: (world, one) => `> ${inner(world, one).join('')}`,
  section: (world, one) =>
    [one.text, one.fields]
      .flat()
      .filter(isObject)
      .map((part) => read(world, part))
      .join(' · '),
  context: (world, one) => inner(world, one).join(' · '),
  header: (world, one) => (isObject(one.text) ? read(world, one.text) : ''),
  input: (world, one) => (isObject(one.label) ? read(world, one.label) : ''),
}

function read(world: World, one: Json): string {
  const reader = readers[String(one.type)]
  if (reader) return reader(world, one)
  return String(one.type).startsWith('rich_text_') ? inner(world, one).join('') : ''
}

function inner(world: World, { elements }: Json): string[] {
  return [elements ?? []]
    .flat()
    .filter(isObject)
    .map((one) => read(world, one))
}

/** mrkdwn without its markup for people, channels, links and escapes. */
function readable(world: World, text: string): string {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${handleOf(world, id)}`)
    .replace(
      /<#(\w+)(?:\|([^>]*))?>/g,
      (_, id: string, name?: string) => `#${name ?? world.channels.get(id)?.name}`,
    )
    .replace(/<!(\w+)[^>]*>/g, '@$1')
    .replace(/<([^>|]+)\|([^>]*)>/g, '$2')
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function handleOf(world: World, id: string): string {
  const person =
    world.people.get(id) ?? [...world.people.values()].find(({ botId }) => botId === id)
  return person?.handle ?? id
}
