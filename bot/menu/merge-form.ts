import type { KnownBlock, ModalView } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context } from '#bot/card/card.ts'
import { oneLine } from '#bot/text/plain.ts'
import { plain, richText, section } from '#bot/text/rich.ts'
import type { TicketRow } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'

export const callbacks = { choose: 'menu.merge', confirm: 'menu.merge-confirm' } as const

type Shown = Pick<TicketRow, 'id' | 'subject' | 'requester' | 'sensitive'>

/** Asks for the ticket that another is to become a part of. */
export function chooseForm(id: TicketId): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.choose,
    private_metadata: String(id),
    title: plainText(`Merge #${id}`),
    submit: plainText('Next'),
    close: plainText('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'into',
        label: plainText('Into which ticket?'),
        element: {
          type: 'external_select',
          action_id: 'menu.into',
          min_query_length: 1,
          placeholder: plainText('Type its number, or words from it'),
        },
      },
    ],
  }
}

/** Shows both before they become one. Whether two people asked is told again to whoever merges them. */
export function confirmForm(ticket: Shown, into: Shown): ModalView {
  const isOther = ticket.requester.id !== into.requester.id
  const warning =
    '⚠️ Two different people asked. They will read each other from then on: be sure that they may.'
  return {
    type: 'modal',
    callback_id: callbacks.confirm,
    private_metadata: `${ticket.id}:${into.id}:${isOther ? 'confirm' : ''}`,
    title: plainText(`Merge #${ticket.id}`),
    submit: plainText(isOther ? 'Merge all the same' : 'Merge'),
    close: plainText('Cancel'),
    blocks: [
      ...shown(ticket),
      context('becomes a part of'),
      ...shown(into),
      ...(isOther ? [{ type: 'section' as const, text: plainText(warning) }] : []),
      context(
        `#${ticket.id} is closed, and goes on in #${into.id}. In the console it can be undone.`,
      ),
    ],
  }
}

function shown(ticket: Shown): KnownBlock[] {
  const { name, email } = ticket.requester
  const title = plain(titleOf(ticket), { bold: true })
  return [
    richText([section(title)]),
    context(ticket.sensitive ? '' : oneLine([name, email].filter(Boolean).join(' · '), 200)),
  ].filter((block) => block.elements.length > 0)
}

/** What a sensitive ticket says is in the console alone. */
export function titleOf({ id, subject, sensitive }: Omit<Shown, 'requester'>): string {
  return `#${id} ${sensitive ? 'Sensitive' : oneLine(subject, 150) || '(no subject)'}`
}
