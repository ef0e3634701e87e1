import type { Bot } from '#bot/bot.ts'
import { asking } from './asking.ts'
import { command } from './command.ts'
import { discarding } from './discard.ts'
import { forms } from './forms.ts'
import { reactions } from './reactions.ts'

/** Every way in which a ticket is asked for in Slack. */
export function creating(bot: Bot): void {
  reactions(bot)
  asking(bot)
  forms(bot)
  command(bot)
  discarding(bot)
}
