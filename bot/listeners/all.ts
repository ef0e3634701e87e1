import type { Bot } from '#bot/bot.ts'
import { creating } from '#bot/creating/all.ts'
import { appHome } from '#bot/home/listen.ts'
import { accountLinking } from '#bot/linking/connect.ts'
import { unfurlDetails } from '#bot/unfurl/details.ts'
import { unfurling } from '#bot/unfurl/unfurl.ts'
import { changesInSlack } from './changes-in-slack.ts'
import { emojiActions } from './reactions.ts'
import { replyForm } from './reply-form.ts'
import { threadMessages } from './thread-messages.ts'
import { ticketButtons } from './ticket-buttons.ts'

/** Everything that the desk listens to in Slack. */
export function listen(bot: Bot): void {
  ticketButtons(bot)
  replyForm(bot)
  threadMessages(bot)
  changesInSlack(bot)
  emojiActions(bot)
  appHome(bot)
  accountLinking(bot)
  unfurling(bot)
  unfurlDetails(bot)
  creating(bot)
}
