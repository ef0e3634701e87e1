import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { refuseMerged } from './merged.ts'
import { addMessage } from './messages.ts'
import { changeTicket, holdTicket } from './ticket.ts'
import { channelOf, type Writing } from './writing.ts'

/** An internal note: for agents only, it never leaves the house. */
export async function noteOnTicket(
  work: Work,
  id: TicketId,
  { text, html, files = [], cameIn }: Writing,
): Promise<MessageId> {
  const ticket = await holdTicket(work, id)
  refuseMerged(ticket)
  if (!text.trim() && files.length === 0) refuse('nothing-to-send')
  const messageId = await addMessage(work, id, {
    channel: channelOf(work.actor),
    direction: 'outbound',
    visibility: 'internal',
    authorId: work.actor?.personId ?? null,
    text,
    html: html ?? null,
    attachments: files,
    ...cameIn,
  })
  await changeTicket(work, ticket, 'noted', {}, { messageId })
  return messageId
}
