import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { priorityWords } from '#bot/card/words.ts'
import { ticketLink } from '#bot/console-link.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { oneLine } from '#bot/text/plain.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import { read } from '#core/app.ts'
import { ticketToShow } from '#core/slack/shared-ticket.ts'
import type { TicketRow } from '#core/tickets/find.ts'
import { ticketOfLink } from './links.ts'
import { workObject } from './words.ts'

const Asked = z.object({ user: z.string(), trigger_id: z.string(), entity_url: z.string() })

/** Whoever opens an unfolded ticket sees more of it beside the conversation: what they themselves may see. */
export function unfurlDetails(bot: Bot): void {
  const { app } = bot
  bot.bolt.event('entity_details_requested', async ({ event, client, context }) => {
    const { user, trigger_id, entity_url: url } = Asked.parse(event)
    const id = ticketOfLink(app.env, url)
    if (!id) return
    const seat = await whoIs(bot, client, heardIn(context).workspaceId, user)
    const { agent } = seat
    const ticket = agent && (await read(app, agent, (db) => ticketToShow(db, id)))
    const why = seat.agent
      ? 'It is not for you to see here. Open it in the console, or ask its manager.'
      : whyNot(seat.why)
    const shown = ticket
      ? { metadata: detailed(ticket, ticketLink(app.env, id)) }
      : { error: { status: 'custom', custom_title: `#${id}`, custom_message: why } }
    try {
      await client.entity.presentDetails({ trigger_id, ...shown })
    } catch (error) {
      if (errorCode(error) !== 'invalid_trigger_id') throw error // They have not waited.
    }
  })
}

function detailed(ticket: TicketRow, page: string) {
  const object = workObject(ticket, page)
  const assignee = ticket.assignee ? oneLine(ticket.assignee.name, 80) : 'Nobody yet'
  const fields = {
    ...object.entity_payload.fields,
    priority: { value: priorityWords[ticket.priority] },
    assignee: { type: 'string', value: assignee },
  }
  return { ...object, entity_payload: { ...object.entity_payload, fields } }
}
