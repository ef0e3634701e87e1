import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { PersonMessage } from '#bot/creating/message.ts'
import { perform, read } from '#core/app.ts'
import { holdAnswer } from '#core/slack/held.ts'
import type { KeptEvent } from '#core/slack/inbox.ts'
import { knownChannel } from '#core/slack/requests-channels.ts'
import { threadAt } from '#core/slack/threads.ts'
import type { Installed } from './workspace-of.ts'

const Answer = PersonMessage.extend({
  type: z.literal('message'),
  channel: z.string(),
  thread_ts: z.string(),
}).refine(({ ts, thread_ts }) => ts !== thread_ts)

/** Whether an event answers, where the desk is, a message that is of no ticket (yet); then it is held. */
export async function isTooEarly(
  bot: Bot,
  { id, payload }: KeptEvent,
  { id: workspaceId }: Installed,
): Promise<boolean> {
  const { data: said } = Answer.safeParse(payload.event)
  if (!said || !workspaceId) return false
  const root = { workspaceId, channelId: said.channel, ts: said.thread_ts }
  const mayBeOurs = await read(bot.app, null, async (db) => {
    if (await threadAt(db, root)) return false
    return said.channel.startsWith('D') || (await knownChannel(db, root)) !== undefined
  })
  return mayBeOurs && perform(bot.app, null, (work) => holdAnswer(work, id, root))
}
