import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { whoIs } from '#bot/who.ts'
import { read } from '#core/app.ts'
import { isOfTeam, ticketToShow } from '#core/slack/shared-ticket.ts'
import type { TicketRow } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ticketOfLink } from './links.ts'
import { type Link, Shared, sendUnfurls } from './send.ts'

const mostLinks = 5 // Of one message; more is a list that nobody wants unfolded.

/**
 * A link to a ticket unfolds for everybody who reads the channel. So its subject and status are told only in the
 * channel of its own team, which has its card anyway, when an agent who may see it shares it, and no other
 * organisation reads along. Elsewhere it says what the address says, also when there is no such ticket: nobody can
 * find out by sharing numbers.
 */
export function unfurling(bot: Bot): void {
  bot.bolt.event('link_shared', async ({ event, client, context, body }) => {
    const shared = Shared.parse(event)
    const found = new Map(shared.links.map(({ url }) => [url, ticketOfLink(bot.app.env, url)]))
    const asked = [...found].flatMap(([url, id]) => (id ? [{ url, id }] : [])).slice(0, mostLinks)
    if (asked.length === 0) return
    const { workspaceId } = heardIn(context)
    const isAmongUs = !('is_ext_shared_channel' in body && body.is_ext_shared_channel)
    const seen = isAmongUs ? await seenBy(bot, client, workspaceId, shared, asked) : undefined
    const links = asked.map(({ url, id }): Link => ({ url, id, ticket: seen?.get(id) }))
    await sendUnfurls(bot, client, shared, links)
  })
}

async function seenBy(
  bot: Bot,
  client: WebClient,
  workspaceId: string,
  { user, channel }: Shared,
  asked: { id: TicketId }[],
): Promise<Map<TicketId, TicketRow>> {
  const seen = new Map<TicketId, TicketRow>()
  const { agent } = await whoIs(bot, client, workspaceId, user)
  if (!agent) return seen
  const place = { workspaceId, channelId: channel }
  for (const { id } of asked) {
    if (!(await read(bot.app, null, (db) => isOfTeam(db, id, place)))) continue
    const ticket = await read(bot.app, agent, (db) => ticketToShow(db, id))
    if (ticket) seen.set(id, ticket)
  }
  return seen
}
