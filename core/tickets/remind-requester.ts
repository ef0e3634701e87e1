import type { Work } from '#core/app.ts'
import { writeByItself } from '#core/mails/write-by-itself.ts'
import { changeTicket, type Ticket } from './ticket.ts'

/** Asks a silent requester once whether they still need an answer. Who cannot be asked now is asked later. */
export async function remindRequester(work: Work, ticket: Ticket): Promise<void> {
  const written = await writeByItself(work, ticket, 'reminder')
  if (written) await changeTicket(work, ticket, 'reminded', { remindedAt: work.now }, written)
}
