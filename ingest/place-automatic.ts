import type { Work } from '#core/app.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import type { Relative } from '#core/mails/relatives.ts'
import { holdForMail, receiveMessage } from '#core/tickets/receive.ts'
import type { Letter } from './mail/letter.ts'
import { aboutOurs } from './mail/thread.ts'
import { whyNotBelieved } from './proof.ts'

/**
 * Keeps an automatic mail in the ticket of ours that it is about, where it moves nothing. Only of somebody who takes
 * part there: the rest stays in the ledger, for anybody can call their mail automatic.
 */
export async function placeAutomatic(
  work: Work,
  letter: Letter,
  relatives: readonly Relative[],
): Promise<Conclusion> {
  const { kind, reason } = letter.classified
  if (kind === 'human') throw new Error('What a human wrote is not automatic')
  const about = kind === 'auto_reply' ? aboutOurs(letter, relatives) : undefined
  const into = about && (await holdForMail(work, about.ticketId))
  if (!about || !into) return { state: kind, reason }
  const { ticketId } = about
  if (!about.belongs || whyNotBelieved(letter, about, into.team))
    return {
      state: kind,
      reason: `${reason} Its sender takes no part in ticket #${ticketId}.`,
      ticketId,
    }
  const messageId = await receiveMessage(work, into.ticket, { ...letter.message, authorId: null })
  return { state: kind, reason, ticketId: into.ticket.id, messageId }
}
