import type { BlockAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { ticketIn } from '#bot/listeners/act.ts'
import { actOnPress, chosenIn } from '#bot/listeners/press.ts'
import { cut } from '#bot/text/plain.ts'
import { maxCharacters, richText, wordsOf } from '#bot/text/rich.ts'
import { type Ear, whisper } from '#bot/whisper.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'

const takenBack = 'Taken back: it was not sent. This is what you wrote:'

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

/** Takes back what the button offers to. How that ended stands in place of the offer, which is gone in either case. */
export function undoing(bot: Bot): void {
  bot.bolt.action<BlockAction>('ticket.undo', async (pressed) => {
    const { ack, payload, respond } = pressed
    await ack()
    const value = chosenIn(payload)
    const ticket = ticketIn(value)
    if (!ticket) return
    const message = Number(value.split(':')[1]) as MessageId
    const text = await actOnPress(bot, pressed, ticket, (work) => undoReply(work, message))
    await respond(
      text === undefined
        ? { delete_original: true }
        : {
            replace_original: true,
            text: takenBack,
            blocks: [
              { type: 'section', text: plainText(takenBack) },
              richText([{ type: 'rich_text_quote', elements: wordsOf(cut(text, maxCharacters)) }]),
            ],
          },
    ).catch((err: unknown) => bot.app.log.warn({ err }, 'an offer to undo still stands'))
  })
}
