import { z } from 'zod'
import type { SlackPerson } from '#tests/support/slack/person.ts'
import type { Sandbox } from './open.ts'

const text = z.string()
const message = z.object({ channel: text, ts: text })
const where = z.union([z.enum(['modal', 'home']), message])
const element = { where, block: text, action: text }
const input = z.union([text, z.number(), z.array(text), z.null()])

/** Everything that can be done on the page. */
export const Deed = z.discriminatedUnion('do', [
  z.object({ do: z.literal('post'), channel: text, thread: text.optional(), words: text }),
  z.object({ do: z.literal('edit'), at: message, words: text }),
  z.object({ do: z.literal('delete'), at: message }),
  z.object({ do: z.literal('react'), at: message, name: text }),
  z.object({ do: z.literal('unreact'), at: message, name: text }),
  z.object({
    do: z.literal('upload'),
    channel: text,
    thread: text.optional(),
    words: text,
    name: text,
    base64: text,
  }),
  z.object({ do: z.literal('press'), ...element }),
  z.object({ do: z.literal('choose'), ...element, input }),
  z.object({ do: z.literal('lookUp'), ...element, words: text }),
  z.object({ do: z.literal('prepare'), name: text, base64: text }),
  z.object({ do: z.literal('fill'), typed: z.record(text, input) }),
  z.object({ do: z.literal('submit'), typed: z.record(text, input) }),
  z.object({ do: z.literal('close') }),
  z.object({ do: z.literal('command'), channel: text, command: text, words: text }),
  z.object({ do: z.literal('messageShortcut'), at: message, id: text }),
  z.object({ do: z.literal('shortcut'), id: text }),
  z.object({ do: z.literal('openHome') }),
  z.object({ do: z.literal('join'), channel: text }),
  z.object({
    do: z.literal('mail'),
    name: text.optional(),
    from: text,
    to: text.optional(),
    subject: text,
    text,
    inReplyTo: text.optional(),
    file: z.object({ name: text, base64: text }).optional(),
  }),
])
export type Deed = z.infer<typeof Deed>

/**
 * Does it as that person. What cannot be done is thrown, in words.
 * @returns what the app, or Slack before it, answered
 */
export async function doAs(sandbox: Sandbox, as: SlackPerson, deed: Deed): Promise<unknown> {
  switch (deed.do) {
    case 'post':
      return deed.thread
        ? as.reply({ channel: deed.channel, ts: deed.thread }, deed.words)
        : as.post(deed.channel, deed.words)
    case 'upload': {
      const { channel, thread, name, words } = deed
      const content = Buffer.from(deed.base64, 'base64')
      const at = thread ? { channel, ts: thread } : undefined
      return as.upload(channel, { name, content }, { words, thread: at })
    }
    case 'edit':
      return as.edit(deed.at, deed.words)
    case 'delete':
      return as.delete(deed.at)
    case 'react':
      return as.react(deed.at, deed.name)
    case 'unreact':
      return as.unreact(deed.at, deed.name)
    case 'press':
      return as.press(deed.where, deed)
    case 'choose':
      return as.choose(deed.where, deed, deed.input)
    case 'lookUp':
      return lookUp(sandbox, as, deed)
    case 'prepare':
      return as.prepare({ name: deed.name, content: Buffer.from(deed.base64, 'base64') })
    case 'fill':
      for (const [action, input] of Object.entries(deed.typed))
        await as.choose('modal', action, input)
      return undefined
    case 'submit':
      return as.submit(deed.typed)
    case 'close':
      return as.close()
    case 'command':
      return as.command(deed.command, deed.words, { channel: deed.channel })
    case 'messageShortcut':
      return as.messageShortcut(deed.at, deed.id)
    case 'shortcut':
      return as.shortcut(deed.id)
    case 'openHome':
      return as.openHome()
    case 'join':
      return as.join(deed.channel)
    case 'mail': {
      const { file, ...mail } = deed
      const attached = file && { filename: file.name, content: Buffer.from(file.base64, 'base64') }
      return sandbox.write({ ...mail, ...(attached && { attachments: [attached] }) })
    }
  }
}

async function lookUp({ slack }: Sandbox, as: SlackPerson, deed: Deed & { do: 'lookUp' }) {
  await as.lookUp(deed.where, deed, deed.words)
  return slack.world.offered.get(deed.action) ?? []
}
