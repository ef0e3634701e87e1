import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { whisper } from '#bot/whisper.ts'
import { whoIs } from '#bot/who.ts'
import { hearHeldEdit } from '#bot/writing/held-edit.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { Refusal } from '#core/refusal.ts'
import { answeredThere } from '#core/slack/requests-answers.ts'
import { knownChannel } from '#core/slack/requests-channels.ts'
import { hearMore } from '#core/slack/requests-more.ts'
import { type SlackThread, threadAt } from '#core/slack/threads.ts'
import { readTicket } from '#core/tickets/find.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ask, askerOf, writingOf } from './ask.ts'
import { PersonMessage } from './message.ts'

const InChannel = PersonMessage.extend({ channel: z.string() })
type InChannel = z.output<typeof InChannel>

/** What people ask by writing: to the bot itself, in a channel that is watched, and on in the thread of a request. */
export function asking(bot: Bot): void {
  bot.bolt.message(async ({ message, client, context }) => {
    const { data: said } = InChannel.safeParse(message)
    if (!said || said.user === context.botUserId) return
    const { workspaceId } = heardIn(context)
    const place = { workspaceId, channelId: said.channel }
    const ts = said.thread_ts ?? said.ts
    const thread = await read(bot.app, null, (db) => threadAt(db, { ...place, ts }))
    const isReply = said.thread_ts !== undefined && said.thread_ts !== said.ts
    if (isReply && thread?.kind === 'requester') {
      await goOn(bot, client, thread, said)
      await hearHeldEdit(bot, { ...place, ts: said.ts })
    }
    if (isReply || thread) return
    const channel = await read(bot.app, null, (db) => knownChannel(db, place))
    if (!channel?.watchTeamId && !isDirect(said)) return
    await ask(bot, client, { place, message: said, joins: true })
    await hearHeldEdit(bot, { ...place, ts: said.ts })
  })
}

function isDirect({ channel }: InChannel): boolean {
  return channel.startsWith('D')
}

/** In the thread of a request all is public: what agents write answers it, what others write adds to it. */
async function goOn(bot: Bot, client: WebClient, thread: SlackThread, message: InChannel) {
  const { workspaceId } = thread
  const place = { workspaceId, channelId: message.channel, ts: message.ts }
  const personId = await askerOf(bot, client, workspaceId, message.user)
  const { agent } = await whoIs(bot, client, workspaceId, message.user)
  const requester = agent && (await requesterFor(bot, agent, thread.ticketId))
  const said = await writingOf(bot, client, workspaceId, message)
  if (!agent || requester === undefined || requester === personId)
    return perform(bot.app, null, (work) => hearMore(work, thread, place, personId, said))
  const key = `slack:message:${workspaceId}:${message.channel}:${message.ts}`
  try {
    await perform(bot.app, agent, async (work) => {
      if (!(await firstTime(work, key))) return
      const id = await replyToTicket(work, thread.ticketId, { ...said, undoSeconds: 0 })
      await answeredThere(work, thread, id, place)
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const ear = { channel: message.channel, user: message.user, thread_ts: message.thread_ts }
    await whisper(bot, client, ear, `The desk has not taken this. ${error.message}`)
  }
}

/** Whose request it is; undefined: an agent may not see it, and is here somebody like others. */
async function requesterFor(bot: Bot, agent: Agent, id: TicketId) {
  try {
    return (await read(bot.app, agent, (db) => readTicket(db, id))).requester.id
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
