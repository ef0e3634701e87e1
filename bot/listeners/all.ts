import type { Bot } from '#bot/bot.ts'
import { creating } from '#bot/creating/all.ts'
import { appHome } from '#bot/home/listen.ts'
import { accountLinking } from '#bot/linking/connect.ts'
import { ticketMenu } from '#bot/menu/listen.ts'
import { acknowledging } from '#bot/notifying/acknowledge.ts'
import { surveyButtons } from '#bot/surveys/listen.ts'
import { unfurlDetails } from '#bot/unfurl/details.ts'
import { unfurling } from '#bot/unfurl/unfurl.ts'
import { writing } from '#bot/writing/all.ts'
import { changesInSlack } from './changes-in-slack.ts'
import { emojiActions } from './reactions.ts'
import { replyForm } from './reply-form.ts'
import { threadMessages } from './thread-messages.ts'
import { ticketButtons } from './ticket-buttons.ts'

/** Everything that the desk listens to in Slack. */
export function listen(bot: Bot): void {
  ticketButtons(bot)
  acknowledging(bot)
  ticketMenu(bot)
  replyForm(bot)
  threadMessages(bot)
  writing(bot)
  changesInSlack(bot)
  emojiActions(bot)
  appHome(bot)
  accountLinking(bot)
  surveyButtons(bot)
  unfurling(bot)
  unfurlDetails(bot)
  creating(bot)
}
