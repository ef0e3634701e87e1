import type { BlockAction } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { context } from '#bot/card/card.ts'
import { ticketIn } from '#bot/listeners/act.ts'
import { actOnPress } from '#bot/listeners/press.ts'
import { acknowledgeEscalation } from '#core/escalation/acknowledge.ts'
import { acknowledgeAction } from './post.ts'

/** The button of an escalation, in an agents' thread and in what somebody was told alone. */
export function acknowledging(bot: Bot): void {
  bot.bolt.action<BlockAction>(acknowledgeAction, async (pressed) => {
    const { ack, body, payload, client } = pressed
    await ack()
    const ticket = ticketIn('value' in payload ? payload.value : undefined)
    if (!ticket) return
    const isDone = await actOnPress(bot, pressed, ticket, async (work) => {
      await acknowledgeEscalation(work, ticket)
      return true
    })
    if (isDone) await showDone(bot, client, body)
  })
}

/** What stands in a thread is drawn anew by itself; what one person was told is changed here, where they look. */
async function showDone(bot: Bot, client: WebClient, { message, channel }: BlockAction) {
  if (!channel?.id.startsWith('D') || !message) return
  const blocks = (message.blocks as KnownBlock[]).filter(({ type }) => type !== 'actions')
  await client.chat
    .update({
      channel: channel.id,
      ts: message.ts,
      text: String(message.text),
      blocks: [...blocks, context('👍 You acknowledged this')],
    })
    .catch((err: unknown) => bot.app.log.warn({ err }, 'a notification could not be redrawn'))
}
