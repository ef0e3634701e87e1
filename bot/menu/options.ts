import type { PlainTextOption } from '@slack/types'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { heardIn, ticketIn } from '#bot/listeners/act.ts'
import { oneLine } from '#bot/text/plain.ts'
import { whoIs } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { type Reader, read } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'

const mostOffered = 20

/** What a field offers for what was typed into it. */
type Offer = (
  db: Reader,
  typed: string,
  about: { agent: Agent; ticket: TicketId },
) => Promise<PlainTextOption[]>

/** Fills a select of a form while an agent types; nobody else is offered anything. */
export function offering(bot: Bot, action: string, offer: Offer): void {
  bot.bolt.options(action, async ({ ack, body, client, context }) => {
    const ticket = ticketIn(body.view?.private_metadata)
    const { agent } = await whoIs(bot, client, heardIn(context).workspaceId, body.user.id)
    const options =
      agent && ticket
        ? await read(bot.app, agent, (db) => offer(db, body.value.trim(), { agent, ticket }))
        : []
    await ack({ options: options.slice(0, mostOffered) })
  })
}

export function option(value: string | number, words: string): PlainTextOption {
  return { value: String(value), text: plainText(oneLine(words, 75) || '…') }
}
