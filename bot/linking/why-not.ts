import type { ActionsBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { type Ear, whisper } from '#bot/whisper.ts'
import { whyNot } from '#bot/who.ts'
import type { NoSeat } from '#core/slack/people.ts'

/** The button by which somebody shows that they are an agent. The link is made when it is pressed, for them alone. */
export function connectButton(): ActionsBlock {
  const text = plainText('Connect your account')
  return { type: 'actions', elements: [{ type: 'button', action_id: 'account.connect', text }] }
}

/** Tells somebody alone why they cannot act, and lets those connect whom we only do not know. */
export function whisperWhyNot(bot: Bot, client: WebClient, ear: Ear, why: NoSeat): Promise<void> {
  const words = `Not done. ${whyNot(why)}`
  const said = { type: 'section' as const, text: plainText(words) }
  return whisper(
    bot,
    client,
    ear,
    words,
    why === 'not-linked' ? [said, connectButton()] : undefined,
  )
}
