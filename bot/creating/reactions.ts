import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { whisper } from '#bot/whisper.ts'
import { whoIs } from '#bot/who.ts'
import { ask, mayPoint } from './ask.ts'
import { messageAt } from './message.ts'

const asking = new Set(['ticket', 'admission_tickets'])

const Reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
})

/** 🎫 on a message makes it a ticket: by whoever wrote it, and by every full member for others. */
export function reactions(bot: Bot): void {
  bot.bolt.event('reaction_added', async ({ event, client, context }) => {
    const { data: given } = Reaction.safeParse(event)
    if (!given || !asking.has(given.reaction) || given.user === context.botUserId) return
    const { workspaceId } = heardIn(context)
    const { channel, ts } = given.item
    const ear = { channel, user: given.user }
    const message = await messageAt(client, channel, ts)
    if (!message)
      return whisper(bot, client, ear, 'No ticket. Only what a person wrote can become one.')
    const place = { workspaceId, channelId: channel }
    if (given.user === message.user) {
      await ask(bot, client, { place, message })
      return
    }
    const seat = await whoIs(bot, client, workspaceId, given.user)
    if (!mayPoint(seat))
      return whisper(
        bot,
        client,
        ear,
        'No ticket. Guests and people of other organisations can ask for themselves only: put 🎫 on a message of your own.',
      )
    await ask(bot, client, { place, message, agent: seat.agent })
  })
}
