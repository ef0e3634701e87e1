import type { KnownBlock } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** What the author of an answer can do about an edit that came after it had left. */
export function lateEdit(ticket: TicketId, edit: number) {
  const words =
    'That answer has left already: the customer has it as it was before your edit. Send them what it says now?'
  const blocks: KnownBlock[] = [{ type: 'section', text: plainText(words) }, decideOn(ticket, edit)]
  return { words, blocks }
}

/** Every value is looked at again by whoever hears it. */
export function decideOn(ticket: TicketId, edit: number): KnownBlock {
  const value = `${ticket}:${edit}`
  const button = (action: string, words: string) => ({
    type: 'button' as const,
    action_id: action,
    value,
    text: plainText(words),
  })
  return {
    type: 'actions',
    elements: [button('edit.send', 'Send correction'), button('edit.leave', 'Keep as it was')],
  }
}
