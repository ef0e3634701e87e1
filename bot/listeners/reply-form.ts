import type { BlockAction, ViewSubmitAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { openForm } from '#bot/menu/modal.ts'
import { replyFacts } from '#bot/reply/facts.ts'
import { fillingIn } from '#bot/reply/fill-in.ts'
import { replyForm as form, replyCallback } from '#bot/reply/form.ts'
import { submitReply } from '#bot/reply/submit.ts'
import type { Reader } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { answersInSlack } from '#core/slack/requests-answers.ts'
import { readTicket } from '#core/tickets/find.ts'
import { answerAddresses } from '#core/tickets/participants.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ticketIn } from './act.ts'

/** The form to answer the requester with, opened by the card's Reply button. */
export function replyForm(bot: Bot): void {
  bot.bolt.action<BlockAction>('ticket.reply', async (pressed) => {
    await pressed.ack()
    const ticket = ticketIn('value' in pressed.payload ? pressed.payload.value : '')
    if (!ticket) return
    await openForm(bot, pressed, ticket, async (db, _, agent) =>
      form(await replyFacts(db, agent, ticket), { round: 0 }),
    )
  })
  bot.bolt.view<ViewSubmitAction>(replyCallback, (submitted) => submitReply(bot, submitted))
  fillingIn(bot)
}

/** Whom an answer goes to, in words for people. Refuses a ticket that the agent may not see, or nobody to send to. */
export async function recipients(db: Reader, ticket: TicketId): Promise<string[]> {
  await readTicket(db, ticket) // Refuses one that the agent may not see.
  const { to, cc } = await answerAddresses(db, ticket)
  const inSlack = (await answersInSlack(db, ticket)) ? ['the thread where they asked'] : []
  const all = [...inSlack, ...to, ...cc]
  return all.length > 0 ? all : refuse('nobody-to-send-to', { ticket })
}
