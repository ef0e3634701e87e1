import { emojiNamed } from '#tests/support/slack/emoji.ts'
import { fileInMessage, makeFile, type NewFile } from '#tests/support/slack/files.ts'
import { react, unreact } from '#tests/support/slack/membership.ts'
import { addMessage, changeMessage, removeMessage } from '#tests/support/slack/messages.ts'
import { typedText } from '#tests/support/slack/typed-text.ts'
import {
  type Channel,
  channelNamed,
  dmWith,
  type Message,
  messageAt,
  type Person,
  type World,
} from '#tests/support/slack/world.ts'

/** A message, by where it is. What gestures return, what methods answer and what views of a channel show all fit. */
export interface MessageRef {
  channel: string
  ts: string
}

type Settled = () => Promise<void>

/** What somebody writes, and does to what is written. Each resolves once the app has been told. */
export function writing(world: World, person: Person, settled: Settled) {
  async function say(
    channel: Channel,
    words: string,
    more: Partial<Message> = {},
  ): Promise<MessageRef> {
    mayWriteIn(channel, person)
    const message: Message = {
      user: person.id,
      type: 'message',
      ts: world.ts(),
      client_msg_id: uuid(world),
      team: person.teamId,
      ...(person.teamId !== world.team.id && {
        user_team: person.teamId,
        source_team: person.teamId,
      }),
      ...typedText(world, words),
      reactions: [],
      ...more,
    }
    if (message.blocks?.length === 0) delete message.blocks
    addMessage(world, channel, message, person)
    await settled()
    return { channel: channel.id, ts: message.ts }
  }

  return {
    /** Types words as into the composer: see typed-text.ts. */
    post: (channel: string, words: string) => say(channelNamed(world, channel), words),
    reply: (to: MessageRef, words: string, { broadcast = false } = {}) => {
      const { channel, message } = found(world, to)
      return say(channel, words, {
        thread_ts: message.thread_ts ?? message.ts,
        ...(broadcast && { subtype: 'thread_broadcast' }),
      })
    },
    /** Writes to the app itself. */
    dm: (words: string) => say(dmWith(world, person.id), words),
    /** `url`: what the message says the file's address is, true or not. */
    upload: (
      channel: string,
      file: NewFile,
      { words = '', thread = undefined as MessageRef | undefined, url = '' } = {},
    ) => {
      const where = channelNamed(world, channel)
      const made = makeFile(world, person, file)
      made.channels.push(where.id)
      const lied = url && { url_private: url, url_private_download: url }
      return say(where, words, {
        subtype: 'file_share',
        upload: false,
        files: [{ ...fileInMessage(world, made), ...lied }],
        ...(thread && { thread_ts: thread.ts }),
      })
    },
    edit: async (ref: MessageRef, words: string) => {
      const { channel, message } = found(world, ref)
      mine(message, person)
      changeMessage(world, channel, message, typedText(world, words), person)
      await settled()
    },
    /** Admins may delete what others wrote. */
    delete: async (ref: MessageRef) => {
      const { channel, message } = found(world, ref)
      if (!person.admin) mine(message, person)
      removeMessage(world, channel, message, person)
      await settled()
    },
    react: async (ref: MessageRef, name: string) => {
      const { channel, message } = found(world, ref)
      mayWriteIn(channel, person)
      react(world, channel, message, known(world, name), person)
      await settled()
    },
    unreact: async (ref: MessageRef, name: string) => {
      const { channel, message } = found(world, ref)
      unreact(world, channel, message, known(world, name), person)
      await settled()
    },
  }
}

export function found(world: World, { channel: id, ts }: MessageRef) {
  const channel = channelNamed(world, id)
  const message = messageAt(channel, ts)
  if (!message) throw new Error(`There is no message ${ts} in ${channel.name} (any more).`)
  return { channel, message }
}

function mayWriteIn(channel: Channel, person: Person): void {
  if (person.deactivated) throw new Error(`${person.name} is deactivated and cannot do anything.`)
  if (channel.archived) throw new Error(`#${channel.name} is archived: nobody can write there.`)
  if (!channel.members.has(person.id))
    throw new Error(`${person.name} is not in ${channel.name}; let them join it first.`)
}

function mine({ user, text }: Message, person: Person): void {
  if (user !== person.id) throw new Error(`${person.name} did not write "${text}".`)
}

function known(world: World, given: string): string {
  const name = emojiNamed(world.emoji, given)
  if (!name) throw new Error(`There is no emoji :${given}:; slack.addEmoji makes one.`)
  return name
}

function uuid(world: World): string {
  return `00000000-0000-4000-8000-${world.next('').padStart(12, '0')}`
}
