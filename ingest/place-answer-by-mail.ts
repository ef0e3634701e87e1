import { asAgent, type Work } from '#core/app.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { verifyReplyToken } from '#core/mails/reply-token.ts'
import { agentByMail } from '#core/people/agent-by-mail.ts'
import { Refusal } from '#core/refusal.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { answerAddresses } from '#core/tickets/participants.ts'
import { type HeldForMail, holdForMail } from '#core/tickets/receive.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { held } from './held.ts'
import type { Written } from './mail/letter.ts'

/** Nobody watches a mail leave: time to see it in the console, and to take it back. */
const undoSeconds = 60

/**
 * What an agent writes by mail to a ticket that they may see: an answer, which the desk sends on, or a note. Undefined:
 * it is not from an agent, or nothing proves that it is, or the ticket is not theirs, or it is and they ask in it.
 *
 * Only one that its domain vouches for counts, for anybody can write the name of an agent; it is sent on only where the
 * team wants that, and only what was sent to the ticket's own reply address was meant as an answer.
 */
export async function placeAnswerByMail(
  work: Work,
  letter: Written,
  ticketId: TicketId,
): Promise<Conclusion | undefined> {
  if (!letter.authentication?.proven) return undefined
  const agent = await agentByMail(work.tx, letter.author.address)
  const into = agent && (await holdForMail(work, ticketId))
  if (!into || into.ticket.requesterId === agent.personId) return undefined
  const { message } = letter
  const words = {
    files: message.attachments ?? [],
    cameIn: { mailId: message.mailId ?? null, fingerprint: letter.fingerprint },
  }
  const said = message.visibleText ?? message.text
  const { id } = into.ticket
  const kept = await whyNotSent(work, letter, into, ticketId)
  try {
    const messageId = await asAgent(work, agent, (as) =>
      kept
        ? noteOnTicket(as, id, { ...words, text: `${said}\n\n(By mail, not sent: ${kept}.)` })
        : replyToTicket(as, id, { ...words, text: said, undoSeconds }),
    )
    const reason = kept
      ? `${agent.name} wrote it to ticket #${id}. It is kept as a note there, and nothing was sent: ${kept}.`
      : `${agent.name} answers ticket #${id} with it.`
    return { state: 'appended', reason, ticketId: id, messageId }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'not-found') return undefined // Not theirs to see.
    return held(`${agent.name} answers ticket #${ticketId} with it. ${error.message}`, ticketId)
  }
}

/** Why an agent's mail is no answer to be sent on, as half a sentence; null: it is one. */
async function whyNotSent(
  { tx, keys }: Work,
  { recipients, others }: Written,
  { ticket, team }: HeldForMail,
  named: TicketId, // Before it was merged into that one, or the same.
): Promise<string | null> {
  if (!team.answersByMail) return `the team ${team.name} does not answer by mail`
  if (!recipients.some((address) => verifyReplyToken(keys, address) === named))
    return 'it did not go to the reply address of the ticket'
  const { to, cc } = await answerAddresses(tx, ticket.id)
  const asked = new Set([...to, ...cc].map((address) => address.toLowerCase()))
  const direct = others.find(({ address }) => asked.has(address.toLowerCase()))
  return direct ? `${direct.address} has got it already` : null
}
