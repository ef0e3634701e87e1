import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { refuse } from '#core/refusal.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { type Form, fieldIn, hearForm } from './modal.ts'

const callback = 'menu.escalate'

/** Asks why a ticket is escalated. */
export const escalateForm: Form = async (_, { id }) => ({
  type: 'modal',
  callback_id: callback,
  private_metadata: String(id),
  title: plainText(`Escalate #${id}`),
  submit: plainText('Escalate'),
  close: plainText('Cancel'),
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: plainText('Why?'),
      hint: plainText('For those who get it. The requester does not read this.'),
      element: {
        type: 'plain_text_input',
        action_id: 'menu.reason',
        multiline: true,
        max_length: 2000,
      },
    },
  ],
})

export function escalating(bot: Bot): void {
  hearForm(bot, callback, 'reason', async ({ ticket, view, once }) => {
    const reason = fieldIn(view, 'reason')?.value?.trim()
    if (!reason) return refuse('wrong-input', { why: 'Say why, for those who get it.' })
    await once((work) => escalateTicket(work, ticket, reason.slice(0, 2000)))
    return undefined
  })
}
