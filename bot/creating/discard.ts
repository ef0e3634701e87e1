import type { BlockAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { actFor, heardIn, ticketIn } from '#bot/listeners/act.ts'
import { earOf } from '#bot/listeners/press.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { perform, read } from '#core/app.ts'
import { discardRequest } from '#core/slack/requests.ts'
import { personInSlack } from '#core/slack/requests-people.ts'
import { requesterThread } from '#core/slack/threads.ts'
import { readTicket } from '#core/tickets/find.ts'

/**
 * "Not a request", under what was taken for one in a channel that is watched: by its author while nobody works on it,
 * or by an agent.
 */
export function discarding(bot: Bot): void {
  bot.bolt.action<BlockAction>(
    'request.discard',
    async ({ ack, body, payload, client, context }) => {
      await ack()
      const { workspaceId, toldKey } = heardIn(context)
      const ticket = ticketIn('value' in payload ? payload.value : '')
      const { channel, ts } = { channel: body.channel?.id, ts: body.message?.ts }
      const thread = ticket && (await read(bot.app, null, (db) => requesterThread(db, ticket)))
      // The button says which ticket; only one that was asked in this very channel is believed.
      if (!ticket || !channel || thread?.channelId !== channel) return
      if (thread.workspaceId !== workspaceId) return
      const { requester, status } = await read(bot.app, null, (db) =>
        readTicket(db, ticket, { deleted: true }),
      )
      const { user } = body
      const by = await read(bot.app, null, (db) => personInSlack(db, workspaceId, user.id))
      const done =
        by === requester.id && status === 'new'
          ? await perform(bot.app, null, async (work) => {
              await discardRequest(work, ticket)
              return true
            })
          : await actFor(
              bot,
              client,
              heardIn(context),
              { user: user.id, ticket, key: toldKey, ear: earOf(body) },
              async (work) => {
                await discardRequest(work, ticket)
                return true
              },
            )
      if (!done || !ts) return
      await client.chat.delete({ channel, ts }).catch((error: unknown) => {
        if (errorCode(error) !== 'message_not_found') throw error
      })
    },
  )
}
