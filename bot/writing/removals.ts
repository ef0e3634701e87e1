import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { whisper } from '#bot/whisper.ts'
import { perform, read } from '#core/app.ts'
import { type Removed, removeFromSlack } from '#core/slack/removals.ts'
import { isHeard } from '#core/slack/where-heard.ts'
import { ifRefused } from './if-refused.ts'

const Before = z.object({
  bot_id: z.never().optional(),
  user: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
})

/** A message is gone, or, where others hang on it, leaves an empty one behind. */
const Removal = z.union([
  z.object({
    subtype: z.literal('message_deleted'),
    channel: z.string(),
    previous_message: Before,
  }),
  z.object({
    subtype: z.literal('message_changed'),
    channel: z.string(),
    message: z.object({ subtype: z.literal('tombstone') }),
    previous_message: Before,
  }),
])

const words: Partial<Record<Removed, string>> = {
  unsent: 'Taken back: it had not left yet, and never will.',
  late: 'The mail has left: deleting this message does not take it back. To correct it begin a message with !.',
}

/** What people delete of what they have written, in agents' threads and in those of requesters. */
export function removals(bot: Bot): void {
  bot.bolt.message(async ({ message: told, client, context }) => {
    const { data: gone } = Removal.safeParse(told)
    if (!gone) return
    const { channel, previous_message: before } = gone
    const place = { workspaceId: heardIn(context).workspaceId, channelId: channel }
    const thread_ts = before.thread_ts ?? before.ts
    if (!(await read(bot.app, null, (db) => isHeard(db, { ...place, ts: thread_ts })))) return
    const done = await perform(bot.app, null, (work) =>
      removeFromSlack(work, { ...place, ts: before.ts }),
    ).catch(ifRefused)
    const said = done && words[done]
    if (said) await whisper(bot, client, { channel, user: before.user, thread_ts }, said)
  })
}
