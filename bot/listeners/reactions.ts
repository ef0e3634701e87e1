import type { Bot } from '#bot/bot.ts'
import { read, type Work } from '#core/app.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { ticketAt } from '#core/slack/ticket-at.ts'
import { claimTicket } from '#core/tickets/assign.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { actFor, heardIn } from './act.ts'

/** 👀 ✅ 🚨, by Slack's names for them. All other emoji are talk. */
const deeds = new Map<string, (work: Work, id: TicketId) => Promise<void>>([
  ['eyes', claimTicket],
  ['white_check_mark', resolve],
  ['rotating_light', escalate],
])

/**
 * An emoji on a card, or on a message of its thread, does what its button does. Taking it away undoes nothing: that
 * is not even listened for.
 */
export function emojiActions(bot: Bot): void {
  bot.bolt.event('reaction_added', async ({ event, client, context }) => {
    const { user, reaction, item, event_ts } = event
    const deed = deeds.get(reaction)
    if (!deed || item.type !== 'message' || user === context.botUserId) return
    const heard = heardIn(context)
    const { workspaceId } = heard
    const at = { workspaceId, channelId: item.channel, ts: item.ts }
    const found = await read(bot.app, null, (db) => ticketAt(db, at))
    if (!found) return
    const { id: ticket, card } = found
    const ear = { channel: item.channel, user, thread_ts: card ?? item.ts }
    // By its moment, not by the event: Slack may tell of it under several names.
    const key = `reaction:${workspaceId}:${item.channel}:${item.ts}:${user}:${reaction}:${event_ts}`
    await actFor(bot, client, heard, { user, ticket, key, ear }, (work) => deed(work, ticket))
  })
}

/** People pile onto an emoji to agree with it, so what is resolved is left alone. */
async function resolve(work: Work, id: TicketId): Promise<void> {
  const { status } = await holdTicket(work, id)
  if (status !== 'resolved') await resolveTicket(work, id)
}

/** As above: the second 🚨 says the same as the first, until somebody has taken notice. */
async function escalate(work: Work, id: TicketId): Promise<void> {
  await holdTicket(work, id)
  const isOpen = (await escalationsOf(work.tx, id)).some(({ endedAt }) => !endedAt)
  if (!isOpen) await escalateTicket(work, id, '🚨 in Slack')
}
