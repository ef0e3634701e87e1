import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { type Ear, whisper } from '#bot/whisper.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'

/** Tells whoever has just sent something that they can still take it back. */
export async function offerUndo(
  bot: Bot,
  client: WebClient,
  ear: Ear,
  ticket: TicketId,
  message: MessageId,
  scheduled?: string, // In words, when it leaves; absent: after the undo window.
): Promise<void> {
  const { UNDO_SECONDS: seconds } = bot.app.env
  if (seconds === 0 && !scheduled) return
  const words = scheduled ?? `Leaves in ${seconds} seconds.`
  const value = `${ticket}:${message}`
  await whisper(bot, client, ear, words, [
    { type: 'section', text: plainText(words) },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'ticket.undo', value, text: plainText('Undo') }],
    },
  ])
}
