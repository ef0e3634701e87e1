import type { BlockAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { heardIn, ticketIn } from '#bot/listeners/act.ts'
import { earOf } from '#bot/listeners/press.ts'
import { whisper } from '#bot/whisper.ts'
import { perform, read } from '#core/app.ts'
import { personInSlack } from '#core/slack/requests-people.ts'
import { surveyIn } from '#core/slack/survey.ts'
import { requesterThread } from '#core/slack/threads.ts'
import { rateTicket } from '#core/surveys/answer.ts'
import { readTicket } from '#core/tickets/find.ts'
import { surveyWords } from './words.ts'

/** A press on how it went: by whoever asked, in the thread where they asked, once. */
export function surveyButtons(bot: Bot): void {
  const { app } = bot
  bot.bolt.action<BlockAction>(
    /^survey\.rate\.[1-5]$/,
    async ({ ack, body, payload, client, context }) => {
      await ack()
      const { workspaceId } = heardIn(context)
      const ticket = ticketIn('value' in payload ? payload.value : '')
      const thread = ticket && (await read(app, null, (db) => requesterThread(db, ticket)))
      // The button says which ticket; only one that was asked in this very channel is believed.
      if (!ticket || thread?.channelId !== body.channel?.id) return
      if (thread?.workspaceId !== workspaceId) return
      const by = await read(app, null, (db) => personInSlack(db, workspaceId, body.user.id))
      const { requester } = await read(app, null, (db) => readTicket(db, ticket, { deleted: true }))
      const say = (words: string) => whisper(bot, client, earOf(body), words)
      if (by !== requester.id) return say('Only whoever asked can say how it went.')
      const rating = Number(payload.action_id.at(-1))
      const kept = await perform(app, null, (work) => rateTicket(work, ticket, rating))
      const words = surveyWords((await read(app, null, (db) => surveyIn(db, ticket))).locale)
      await say(kept ? words.kept : words.before)
    },
  )
}
