import { perform, read } from '#core/app.ts'
import { channelWanted } from '#core/slack/channels.ts'
import { tellSlack } from '#core/slack/tell.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { Bot } from './bot.ts'
import { findChannel } from './channel.ts'

/** Works out what Slack is to be shown of a ticket, in the channel of its team. */
export async function showTicket(bot: Bot, id: TicketId): Promise<void> {
  const named = await read(bot.app, null, (db) => channelWanted(db, id))
  const channel = named ? await findChannel(bot, named) : undefined
  if (named && !channel)
    bot.app.log.warn(
      { ticket: id, channel: named },
      'Slack has no such channel that the bot can see: make it, or invite the bot there',
    )
  const place = channel && { workspaceId: channel.workspaceId, channelId: channel.id }
  await perform(bot.app, null, (work) => tellSlack(work, id, place ?? null))
}
