import type { BlockAction, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { context } from '#bot/card/card.ts'
import { whisperWhyNot } from '#bot/linking/why-not.ts'
import { oneLine } from '#bot/text/plain.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import { perform, type Reader, read } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { Refusal, refuse } from '#core/refusal.ts'
import { answersInSlack } from '#core/slack/requests-answers.ts'
import { readTicket } from '#core/tickets/find.ts'
import { answerAddresses } from '#core/tickets/participants.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { heardIn, orWhisper, ticketIn } from './act.ts'
import { earOf } from './ticket-buttons.ts'

const callback = 'ticket.reply-form'
const block = 'words'
const action = 'text'

/** The form to answer the requester with, opened by the card's Reply button. */
export function replyForm(bot: Bot): void {
  bot.bolt.action<BlockAction>(
    'ticket.reply',
    async ({ ack, body, payload, client, context: at }) => {
      await ack()
      const ticket = ticketIn('value' in payload ? payload.value : '')
      if (!ticket) return
      const seat = await whoIs(bot, client, heardIn(at).workspaceId, body.user.id)
      if (!seat.agent) return whisperWhyNot(bot, client, earOf(body), seat.why)
      const { agent } = seat
      await orWhisper(bot, client, earOf(body), { agent, ticket }, async () => {
        const to = await read(bot.app, agent, (db) => recipients(db, ticket))
        await client.views.open({ trigger_id: body.trigger_id, view: form(ticket, to) })
      })
    },
  )

  bot.bolt.view<ViewSubmitAction>(callback, async ({ ack, body, view, client, context: at }) => {
    const explain = (words: string) =>
      ack({ response_action: 'errors', errors: { [block]: oneLine(words, 1900) } })
    const ticket = ticketIn(view.private_metadata)
    const text = view.state.values[block]?.[action]?.value ?? ''
    if (!ticket) return explain('This form is broken. Close it, and press Reply again.')
    const seat = await whoIs(bot, client, heardIn(at).workspaceId, body.user.id)
    if (!seat.agent) return explain(whyNot(seat.why))
    try {
      await perform(bot.app, seat.agent, async (work) => {
        if (await firstTime(work, `slack:form:${view.id}`))
          await replyToTicket(work, ticket, { text, undoSeconds: bot.app.env.UNDO_SECONDS })
      })
      await ack()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await explain(error.message)
    }
  })
}

async function recipients(db: Reader, ticket: TicketId): Promise<string[]> {
  await readTicket(db, ticket) // Refuses one that the agent may not see.
  const { to, cc } = await answerAddresses(db, ticket)
  const inSlack = (await answersInSlack(db, ticket)) ? ['the thread where they asked'] : []
  const all = [...inSlack, ...to, ...cc]
  return all.length > 0 ? all : refuse('nobody-to-send-to', { ticket })
}

function form(ticket: TicketId, to: string[]): ModalView {
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: String(ticket),
    title: plainText(`Answer #${ticket}`),
    submit: plainText('Send'),
    close: plainText('Cancel'),
    blocks: [
      context(`To ${oneLine(to.join(', '), 280)}`),
      {
        type: 'input',
        block_id: block,
        label: plainText('Your answer'),
        element: { type: 'plain_text_input', action_id: action, multiline: true, max_length: 3000 },
      },
    ],
  }
}
