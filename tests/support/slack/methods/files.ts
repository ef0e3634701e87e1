import { jsonOf, textOf } from '#tests/support/slack/args.ts'
import { announceFile, fileInMessage, fileObject } from '#tests/support/slack/files.ts'
import { addMessage, removeMessage } from '#tests/support/slack/messages.ts'
import { type Asked, type Method, SlackError } from '#tests/support/slack/method.ts'
import { writableChannel } from '#tests/support/slack/reach.ts'
import { type File, isObject, type World } from '#tests/support/slack/world.ts'
import { ours, threadOf } from './chat.ts'

export const fileMethods = {
  'files.getUploadURLExternal': {
    do: ({ world, args }) => {
      const length = Number(textOf(args, 'length'))
      if (!Number.isInteger(length) || length <= 0)
        throw new SlackError('invalid_arguments', {
          response_metadata: { messages: ['[ERROR] invalid length: must be greater than 0'] },
        })
      const file = announceFile(world, world.app.bot, textOf(args, 'filename'), length)
      return { upload_url: `${world.url}/upload/v1/${file.id}`, file_id: file.id }
    },
  },
  'files.completeUploadExternal': {
    do: (asked) => {
      const { world, args } = asked
      const files = waitingFiles(asked)
      const where = textOf(args, 'channel_id') || textOf(args, 'channels')
      if (where) share(asked, files, where)
      for (const file of files) file.completed = true
      return { files: files.map((file) => fileObject(world, file)) }
    },
  },
  'files.delete': {
    do: ({ world, args }) => {
      const file = world.files.get(textOf(args, 'file'))
      if (!file?.completed || !isVisible(world, file)) throw new SlackError('file_not_found')
      if (file.by !== world.app.bot.id) throw new SlackError('cant_delete_file')
      forget(world, file)
      return {}
    },
  },
  'files.info': {
    do: ({ world, args }) => {
      const file = world.files.get(textOf(args, 'file'))
      if (!file?.completed || !isVisible(world, file)) throw new SlackError('file_not_found')
      return { file: fileObject(world, file), comments: [], response_metadata: { next_cursor: '' } }
    },
  },
} satisfies Record<string, Method>

function waitingFiles({ world, args }: Asked): File[] {
  const given = jsonOf(args, 'files', 'invalid_arguments')
  if (!Array.isArray(given) || given.length === 0) throw new SlackError('invalid_arguments')
  return given.map((one) => {
    const file = isObject(one) ? world.files.get(String(one.id)) : undefined
    if (!file?.uploaded || file.completed) throw new SlackError('file_not_found')
    if (isObject(one) && typeof one.title === 'string') file.title = one.title
    return file
  })
}

/** Files come into a channel as a message of ours. */
function share({ world, args, caller }: Asked, files: File[], where: string): void {
  const channel = writableChannel(world, where, caller)
  const thread = threadOf(channel, args)
  for (const file of files) file.channels.push(channel.id)
  addMessage(
    world,
    channel,
    {
      ...ours(world),
      ...thread,
      subtype: 'file_share',
      text: textOf(args, 'initial_comment'),
      upload: true,
      files: files.map((file) => fileInMessage(world, file)),
    },
    world.app.bot,
  )
}

/** It goes out of the messages that share it; one that said nothing else goes with it. */
function forget(world: World, { id, channels }: File): void {
  world.files.delete(id)
  for (const channel of channels.flatMap((one) => world.channels.get(one) ?? []))
    for (const message of [...channel.messages]) {
      const files = Array.isArray(message.files) ? message.files : []
      if (!files.some((one) => one.id === id)) continue
      message.files = files.filter((one) => one.id !== id)
      if (files.length === 1 && !message.text) removeMessage(world, channel, message, world.app.bot)
    }
}

function isVisible(world: World, { by, channels }: File): boolean {
  const me = world.app.bot.id
  return by === me || channels.some((id) => world.channels.get(id)?.members.has(me))
}
